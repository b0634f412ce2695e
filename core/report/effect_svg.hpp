// SPDX-License-Identifier: Apache-2.0
// How much of the damage an axis accounts for, as a bar.
#pragma once

#include <string>

#include "core/report/stress_results.hpp"

namespace assay::report {

/// The drawing is this large: from 0 to 1 with a little room at both ends.
constexpr int kEffectWidth = 240, kEffectHeight = 18;

/// The inside of an <svg>: the part in which the axis takes part ("total") as a pale bar, on it the
/// part that it accounts for alone ("first"), and a line for the interval of the total. "" of an
/// axis without attribution.
std::string effect_svg(const StressAxis& axis);

}  // namespace assay::report
