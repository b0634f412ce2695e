// SPDX-License-Identifier: Apache-2.0
// Weighted sums of shifted copies of an image: blurs along lines. In fixed point, so that equal
// input gives equal bytes on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// Adds `weight` times the pixel that stands `x` to the right and `y` below.
struct Tap {
  std::int64_t x = 0;
  std::int64_t y = 0;
  double weight = 0;
};

/// Pixels that move along a line while the shutter is open, as ImageNet-C has it: weights fall from
/// the pixel itself like half a normal curve, and sum up to 1. Taps are whole pixels apart.
std::vector<Tap> half_normal_line(int taps, double deviation, double angle_deg);

/// 16-bit values of any number of channels, so many times the size of an image.
struct WideView {
  std::span<const std::uint16_t> values;
  image::Size size;
  int channels = 1;
};

/// Weights are 0 or more, and sum up to 1 at most. Outside of the image is its outermost pixel.
/// Errors are below 1 / 2 of a step of the result for each tap, and have no mean.
void blur_by_taps(std::span<const Tap> taps, const WideView& from, std::span<std::uint16_t> to,
                  Workspace& workspace);

}  // namespace assay::stress
