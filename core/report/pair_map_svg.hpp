// SPDX-License-Identifier: Apache-2.0
// Where of two axes trials failed, as a grid of cells.
#pragma once

#include <string>

#include "core/report/stress_results.hpp"

namespace assay::report {

/// The drawing is so wide.
constexpr int kPairMapWidth = 410;

/// How high the drawing of this map is.
int pair_map_height(const StressPairMap& map);

/// The inside of an <svg>: the first axis goes to the right, the second up. The more of a cell's
/// trials failed, the stronger its colour; the share and the numbers stand in it. Cells that nobody
/// tried are hatched.
std::string pair_map_svg(const StressPairMap& map);

}  // namespace assay::report
