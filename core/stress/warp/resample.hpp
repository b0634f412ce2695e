// SPDX-License-Identifier: Apache-2.0
// One resampling for a chain of warps: each output pixel is followed back through all of them, and
// the image is read once. So a chain costs little more than its dearest member, and blurs once.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/warp/warp.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// One warp of a chain. `border` is what stands around the image before it.
struct ChainLink {
  std::shared_ptr<const Warp> warp;
  Border border;
  bool operator==(const ChainLink&) const = default;
};

/// In the order in which they are applied.
using WarpChain = std::vector<ChainLink>;

/// As if each warp had made an image of its own, but without the blur of that. `from` and `to` have
/// one size and format and do not overlap. An empty chain copies.
void resample(const WarpChain& chain, Interpolation interpolation, const image::PixelView& from,
              const image::MutablePixelView& to, Workspace& workspace);

/// What resample() with Interpolation::nearest makes of one number for each pixel, where 0 to 65535
/// stand for themselves and pixels of the constant border get `outside`.
void resample_labels(const WarpChain& chain, std::span<const std::uint16_t> from, image::Size size,
                     std::uint16_t outside, std::span<std::uint16_t> to, Workspace& workspace);

/// 1 for each output pixel that shows a border of mode reflect, reflect_101 or wrap: what is seen
/// there is a copy of something. Empty where there is none.
std::vector<std::uint8_t> copied_pixels(const WarpChain& chain, image::Size size,
                                        Workspace& workspace);

}  // namespace assay::stress
