// SPDX-License-Identifier: Apache-2.0
// The order of every operation matters to the last bit.
#include "core/evaluation/box_similarity.hpp"

#include <algorithm>
#include <cstddef>

namespace assay::evaluation {
namespace {

template <class Box>
double overlap(const Detection& detection, const Box& object) {
  const double width = std::min(detection.width + detection.x, object.width + object.x) -
                       std::max(detection.x, object.x);
  if (width <= 0) return 0;
  const double height = std::min(detection.height + detection.y, object.height + object.y) -
                        std::max(detection.y, object.y);
  if (height <= 0) return 0;
  const double shared = width * height;
  const double detection_area = detection.width * detection.height;
  const double object_area = object.width * object.height;
  return shared / (object.crowd ? detection_area : (detection_area + object_area) - shared);
}

}  // namespace

void BoxSimilarity::fill(const Pairs& pairs, double /*lowest*/, std::span<double> overlaps) {
  objects_.clear();
  for (const std::uint32_t i : pairs.annotations) {
    const dataset::Annotation& of = input_.annotations[i];
    objects_.push_back({of.x, of.y, of.width, of.height, of.is_crowd});
  }
  std::size_t at = 0;
  for (const std::uint32_t d : pairs.detections) {
    const Detection& detection = input_.detections[d];
    for (const Box& object : objects_) overlaps[at++] = overlap(detection, object);
  }
}

}  // namespace assay::evaluation
