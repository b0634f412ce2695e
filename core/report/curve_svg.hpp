// SPDX-License-Identifier: Apache-2.0
// Precision over recall as lines, as the inside of an <svg>.
#pragma once

#include <string>
#include <vector>

#include "core/report/results.hpp"

namespace assay::report {

/// The drawing is this large, axes and their labels included.
constexpr int kCurvesWidth = 440, kCurvesHeight = 280;

/// Grid, axes and a line for each curve, of classes "curve c0", "curve c1", ... The part of a curve
/// that is not defined (-1) is left out.
std::string curves_svg(const std::vector<Curve>& curves);

}  // namespace assay::report
