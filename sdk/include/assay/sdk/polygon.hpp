// SPDX-License-Identifier: Apache-2.0
// Area and bounding box of polygons: rings of x, y, x, y, ... as in COCO.
#pragma once

#include <assay/sdk/fields.hpp>
#include <assay/sdk/objects.hpp>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// Square pixels, by the shoelace formula; whichever way round the ring goes.
inline double area_of(const std::vector<double>& ring) noexcept {
  double twice = 0;
  const std::size_t points = ring.size() / 2;
  for (std::size_t i = 0, before = points - 1; i < points; before = i++) {
    twice += ring[2 * before] * ring[2 * i + 1] - ring[2 * i] * ring[2 * before + 1];
  }
  return (twice < 0 ? -twice : twice) / 2;
}

/// The sum of its rings: in COCO these are parts of one object, not holes.
inline double area_of(const Polygon& polygon) noexcept {
  double sum = 0;
  for (const std::vector<double>& ring : polygon.rings) sum += area_of(ring);
  return sum;
}

/// x1, y1, x2, y2 of the points of all rings; all 0 where there are none.
inline Box box_of(const Polygon& polygon) noexcept {
  Box box = {};
  bool is_first = true;
  for (const std::vector<double>& ring : polygon.rings) {
    for (std::size_t i = 0; i + 1 < ring.size(); i += 2) {
      const auto x = static_cast<float>(ring[i]);
      const auto y = static_cast<float>(ring[i + 1]);
      if (is_first || x < box[0]) box[0] = x;
      if (is_first || y < box[1]) box[1] = y;
      if (is_first || x > box[2]) box[2] = x;
      if (is_first || y > box[3]) box[3] = y;
      is_first = false;
    }
  }
  return box;
}

}  // namespace sdk_1_0
}  // namespace assay
