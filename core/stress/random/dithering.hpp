// SPDX-License-Identifier: Apache-2.0
// What makes noise exact: its mean and its variance are those asked for although pixels are whole
// numbers, and it costs a look into a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::stress {

/// dither() in 1/65536.
constexpr std::uint16_t dither_bits(std::uint16_t number) {
  return static_cast<std::uint16_t>(number * 40503U);
}

/// In [0, 1), evenly spread over any stretch of numbers that follow each other: added before
/// rounding down, it rounds up as often as the fraction says, so that the mean stays. (Multiples of
/// the golden ratio.)
constexpr float dither(std::uint16_t number) {
  return static_cast<float>(dither_bits(number)) * 0x1p-16F;
}

/// Normal noise around `mean` that is rounded by dither(): rounding makes its variance larger.
class DitheredNormal {
 public:
  explicit DitheredNormal(double mean = 0);

  /// The deviation before rounding that makes this one after it; 0 where rounding alone makes more.
  double before_rounding(double deviation) const;

 private:
  static constexpr std::size_t kSteps = 32;
  std::array<double, kSteps + 1> variance_{};  // of deviations k / kSteps, after rounding
};

}  // namespace assay::stress
