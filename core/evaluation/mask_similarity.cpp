// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/mask_similarity.hpp"

#include <algorithm>
#include <cstddef>

#include "core/base/check.hpp"

namespace assay::evaluation {
namespace {

/// Pixels that the boxes share, more than which their masks cannot.
double pixels_shared(const image::MaskBox& a, const image::MaskBox& b) {
  const double width = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
  const double height = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}

template <class Mask>
double ratio(double shared, const Mask& detection, const Mask& object) {
  const auto detected = static_cast<double>(detection.area);
  const double whole =
      object.crowd ? detected : detected + static_cast<double>(object.area) - shared;
  return shared / whole;  // whole numbers below 2^53, so that only this is rounded
}

template <class Mask>
double overlap(const Mask& detection, const Mask& object, double lowest) {
  const double in_boxes = pixels_shared(detection.box, object.box);
  if (in_boxes == 0) return 0;
  if (detection.runs.size != object.runs.size) return -1;
  const double most =
      std::min({in_boxes, static_cast<double>(detection.area), static_cast<double>(object.area)});
  if (ratio(most, detection, object) < lowest) return 0;  // grows with what is shared
  const auto shared = static_cast<double>(image::shared_pixels(detection.runs, object.runs));
  return shared == 0 ? 0 : ratio(shared, detection, object);
}

}  // namespace

MaskSimilarity::MaskSimilarity(const CocoInput& input, const MaskInput& masks)
    : input_(input), masks_(masks) {
  ASSAY_CHECK(masks.shape_of_detection.size() == input.detections.size());
}

MaskSimilarity::Mask MaskSimilarity::make_mask(const dataset::Shapes& shapes, std::uint32_t shape,
                                               std::int64_t image_id) const {
  Mask mask{shapes.mask(shape, masks_.sizes.at(image_id)), {}};
  mask.box = image::bounding_box(mask.runs);
  mask.area = image::area(mask.runs);
  return mask;
}

void MaskSimilarity::fill(const Pairs& pairs, double lowest, std::span<double> overlaps) {
  if (overlaps.empty()) return;
  objects_.clear();
  for (const std::uint32_t i : pairs.annotations) {
    const dataset::Annotation& of = input_.annotations[i];
    objects_.push_back(make_mask(masks_.objects, of.shape, of.image_id));
    objects_.back().crowd = of.is_crowd;
  }
  std::size_t at = 0;
  for (const std::uint32_t d : pairs.detections) {
    const Mask detection =
        make_mask(masks_.detections, masks_.shape_of_detection[d], input_.detections[d].image_id);
    for (const Mask& object : objects_) overlaps[at++] = overlap(detection, object, lowest);
  }
}

}  // namespace assay::evaluation
