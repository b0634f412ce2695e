// SPDX-License-Identifier: Apache-2.0
// Something smooth in front of an image, such as fog: known at some points, linear between them.
#pragma once

#include <cstdint>
#include <span>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

constexpr std::int64_t kVeilStep = 8;  // pixels from one point to the next

/// How many points an image needs: they stand at pixels 0, 8, 16, ... on each axis, the last one at
/// or beyond the last pixel.
image::Size veil_size(image::Size image);

/// Blends the image with a colour. `opacity` is that of each point in 65535ths, row by row.
void lay_veil(std::span<const std::uint16_t> opacity, image::Rgb color,
              const image::MutablePixelView& image, Workspace& workspace);

}  // namespace assay::stress
