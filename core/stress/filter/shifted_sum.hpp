// SPDX-License-Identifier: Apache-2.0
// An image as the weighted sum of shifted copies of another: convolution with a kernel that has few
// values, such as a line. In fixed point, so that equal input gives equal bytes on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// Adds `weight` times the pixel that stands `dx` to the right and `dy` below.
struct Tap {
  std::int64_t dx = 0;
  std::int64_t dy = 0;
  double weight = 0;
};

struct ShiftedSum {
  enum class Beyond : std::uint8_t { mirrored, repeated };  // dcb|abcd|cba, aaa|abcd|ddd
  static constexpr std::size_t kMostTaps = 255;

  /// Two at least. Weights are 0 or more and sum up to 1; they are rounded to 65536ths, and the
  /// first gets what that leaves.
  std::vector<Tap> taps;
  Beyond beyond = Beyond::mirrored;
  double offset = 0.5;  // added before decimals are cut off: 0.5 rounds
};

/// Images of any format. What has one colour keeps it; elsewhere the error is below 1.
void shifted_sum(const ShiftedSum& sum, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
