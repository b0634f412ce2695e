// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/annotation/motion.hpp"

namespace assay::stress {

/// The class of each pixel of an image of that size, where the warps take it, by the nearest pixel;
/// that of what a border repeats is that of the original. -1, and borders of one colour, count
/// nowhere. Classes are below 65535.
std::vector<std::int32_t> move_classes(const std::vector<std::int32_t>& classes, image::Size size,
                                       const WarpChain& warps, Workspace& workspace);

/// As a model can know them: what something hides counts nowhere either.
std::vector<std::int32_t> seen_classes(const std::vector<std::int32_t>& classes, image::Size size,
                                       const Motion& motion, Workspace& workspace);

}  // namespace assay::stress
