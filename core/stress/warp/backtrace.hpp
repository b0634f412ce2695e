// SPDX-License-Identifier: Apache-2.0
// Follows output pixels back through a chain of warps to the first image.
#pragma once

#include <cstdint>
#include <span>

#include "core/stress/warp/resample.hpp"

namespace assay::stress {

/// What became of one output pixel on its way back.
enum class Trace : std::uint8_t {
  seen = 0,    // of the first image, or of what its border makes of its outside
  copied = 1,  // seen, but by way of a border that repeats the image
  filled = 2,  // the constant border of a later image: index of that link + kFilled
};
constexpr std::uint8_t kFilled = 2;

/// For output row `y`: positions in the first image. They may be outside of it, where its border
/// decides. `traces` is as long, or empty where no border on the way fills.
void trace_row(const WarpChain& chain, image::Size size, std::int64_t y, std::span<float> map_x,
               std::span<float> map_y, std::span<std::uint8_t> traces);

/// Where `x` is within an image of that side once its border has been applied; as it is where it is
/// inside. `mode` is not constant.
float fold(float x, std::int64_t side, BorderMode mode);

}  // namespace assay::stress
