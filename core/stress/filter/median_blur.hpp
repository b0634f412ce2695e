// SPDX-License-Identifier: Apache-2.0
// The median of a square about each pixel.
#pragma once

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

constexpr std::int64_t kLargestMedianReach = 90;

/// Of each channel in the square that reaches `reach` pixels to each side (1 to 90), where what is
/// at the image's sides goes on beyond them.
void median_blur(std::int64_t reach, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
