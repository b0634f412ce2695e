// SPDX-License-Identifier: Apache-2.0
// Where the pixels of an image that one homography makes come from, row by row, in parts of a pixel
// (bilinear.hpp). Positions are rounded as OpenCV's warpAffine() and warpPerspective() round them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/stress/warp/homography.hpp"

namespace assay::stress {

class HomographyRows {
 public:
  HomographyRows(const Homography& homography, image::Size size);

  /// Of row `y` of the output. Both are as long as it is wide.
  void find(std::int64_t y, std::span<std::int32_t> parts_x, std::span<std::int32_t> parts_y) const;

 private:
  void find_affine(double y, std::span<std::int32_t> parts_x,
                   std::span<std::int32_t> parts_y) const;

  Matrix3 backward_;
  bool affine_;
  std::size_t stretch_;              // pixels of a row that are counted from their first
  std::vector<std::int32_t> x_, y_;  // of affine maps, what columns add
};

}  // namespace assay::stress
