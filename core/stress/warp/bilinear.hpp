// SPDX-License-Identifier: Apache-2.0
// Reads images between their pixels, in the mean of four neighbours. Positions are rounded to 32nds
// of a pixel, and the mean is exact from there: OpenCV's remap() gives the same bytes.
#pragma once

#include <cstdint>
#include <span>

#include "core/image/pixels.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// Parts of a pixel that positions are rounded to.
constexpr std::int32_t kParts = 32;
/// Positions are no further from the image's corner, in these parts, than this: what is beyond is
/// seen as if it were there.
constexpr std::int32_t kFurthest = 32768 * kParts;

/// Reads of one image of three channels, whose sides are 32766 at most. `from` outlives it.
class BilinearReader {
 public:
  BilinearReader(const image::PixelView& from, const Border& border);

  /// Writes three bytes for each of as many x as y, which are in pixels.
  void read(std::span<const float> x, std::span<const float> y, std::uint8_t* to) const;
  /// Those are in `kParts` of a pixel, and no further than kFurthest.
  void read(std::span<const std::int32_t> x, std::span<const std::int32_t> y,
            std::uint8_t* to) const;

 private:
  const std::uint8_t* pixels_;
  std::int32_t width_, height_;
  Border border_;
};

}  // namespace assay::stress
