// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

/// The class of each pixel of an image of that size, where the warps take it, by the nearest pixel;
/// -1, and what was outside of the image before, count nowhere. Classes are below 65535.
std::vector<std::int32_t> move_classes(const std::vector<std::int32_t>& classes, image::Size size,
                                       const WarpChain& warps, Workspace& workspace);

}  // namespace assay::stress
