// SPDX-License-Identifier: Apache-2.0
// How many images stand how much of an axis, as steps.
#pragma once

#include <string>

#include "core/report/stress_results.hpp"

namespace assay::report {

/// The drawing is this large, axes and their labels included.
constexpr int kSurvivalWidth = 340, kSurvivalHeight = 180;

/// The inside of an <svg>: the part of images over the change that they stand, from no change to
/// the end of the range, with the band of each step; where half of them fail with its interval,
/// which is open to the right where its end is beyond the range.
std::string survival_svg(const StressBoundary& boundary);

}  // namespace assay::report
