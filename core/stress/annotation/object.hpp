// SPDX-License-Identifier: Apache-2.0
// Ground truth of one image as transformations move it. Coordinates are COCO's: in pixels, the
// first pixel reaches from 0 to 1, and keypoints are the numbers of pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/image/run_lengths.hpp"

namespace assay::stress {

struct Box {
  double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  bool operator==(const Box&) const = default;
};

/// What is known of a box: each of its sides is between those of `outer`, which is never smaller,
/// and those of `inner`. Equal where the box is known exactly.
struct BoxRange {
  Box outer;
  Box inner;
  bool operator==(const BoxRange&) const = default;
};

/// The box in the range with the largest intersection over union with `box`, which is `box` itself
/// where that is in the range: each side is taken as near to the other's as it may be.
Box nearest_in(const BoxRange& range, const Box& box);

/// COCO's visibility: 0 not labelled, 1 labelled but hidden, 2 visible.
struct Keypoint {
  double x = 0, y = 0;
  int visibility = 0;
  bool operator==(const Keypoint&) const = default;
};

/// x1, y1, x2, y2, ...
using Polygon = std::vector<double>;

struct Object {
  std::size_t annotation = 0;  // index into the data set's annotations
  std::int64_t category_id = 0;
  BoxRange box;
  std::vector<Polygon> polygons = {};          // its outline, or
  std::optional<image::RunLengths> mask = {};  // its pixels; neither: its box is all there is
  std::vector<Keypoint> keypoints = {};
  /// Of each keypoint that which takes its place in a mirror: left ankle, right ankle. Empty where
  /// nobody knows, or all keep their places.
  std::vector<std::size_t> opposite = {};
  /// It need not be found, and finding it is no mistake: a crowd, something difficult, or too
  /// little of it is left to be seen.
  bool ignored = false;
  double visible = 1;      // the part of its area that is still seen
  double filled = 1;       // its area as the data set states it, over that of its box
  double edge_doubt = 0;   // how far its edges may be from where they are, in pixels
  double place_doubt = 0;  // how far its keypoints may be
  /// Pixels of the image that show something in front of it; null: none.
  std::shared_ptr<const image::RunLengths> hidden = {};
};

/// The pixels of its mask or outline; nullopt of one that has neither.
std::optional<image::RunLengths> mask_of(const Object& object, image::Size size);

}  // namespace assay::stress
