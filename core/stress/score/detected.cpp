// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/detected.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/check.hpp"
#include "core/evaluation/prediction_fields.hpp"
#include "core/stress/score/mask_overlap.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {
namespace {

constexpr std::uint64_t kFewPixels = 64;

Box box_of(const std::array<double, 4>& box) {
  return {box[0], box[1], box[2], box[3]};
}

Box box_of(const image::MaskBox& box) {
  return {box.x, box.y, box.x + box.width, box.y + box.height};
}

Box box_around(std::span<const double> triples) {
  Box box{triples[0], triples[1], triples[0], triples[1]};
  for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
    box = {std::min(box.x1, triples[i]), std::min(box.y1, triples[i + 1]),
           std::max(box.x2, triples[i]), std::max(box.y2, triples[i + 1])};
  }
  return box;
}

/// The fields, which have no fault.
template <class Fields>
Fields fields_of(std::variant<Fields, std::string> read) {
  ASSAY_CHECK(std::holds_alternative<Fields>(read));
  return std::get<Fields>(std::move(read));
}

std::vector<Detected> boxes_in(const predict::Prediction& prediction,
                               const evaluation::ClassMap& classes) {
  const auto fields = fields_of(evaluation::read_box_fields(prediction, classes));
  std::vector<Detected> all;
  for (std::size_t i = 0; i < fields.boxes.size(); ++i) {
    all.push_back(
        {box_of(fields.boxes[i]), {}, {}, fields.classes.category(i, classes), fields.scores[i]});
  }
  return all;
}

std::vector<Detected> masks_in(const predict::Prediction& prediction,
                               const evaluation::ClassMap& classes, image::Size size) {
  auto fields = fields_of(evaluation::read_mask_fields(prediction, classes, size));
  std::vector<Detected> all;
  for (std::size_t i = 0; i < fields.masks.size(); ++i) {
    const Box box = box_of(image::bounding_box(fields.masks[i]));
    all.push_back({box,
                   std::move(fields.masks[i]),
                   {},
                   fields.classes.category(i, classes),
                   fields.scores[i]});
  }
  return all;
}

std::vector<Detected> keypoints_in(const predict::Prediction& prediction,
                                   const evaluation::ClassMap& classes, std::size_t each) {
  const auto fields = fields_of(evaluation::read_keypoint_fields(prediction, classes, each));
  std::vector<Detected> all;
  for (std::size_t i = 0; i < fields.scores.size(); ++i) {
    const auto triples = std::span(fields.keypoints).subspan(i * each * 3, each * 3);
    // A model of one class may leave it out.
    const auto category = fields.classes.size() != 0 ? fields.classes.category(i, classes)
                          : classes.classes.empty()  ? std::optional<std::size_t>()
                                                     : classes.classes.front().category;
    all.push_back(
        {box_around(triples), {}, {triples.begin(), triples.end()}, category, fields.scores[i]});
  }
  return all;
}

double mask_similarity(const Object& object, const Detected& detected, image::Size size) {
  std::optional<image::RunLengths> mask = mask_of(object, size);
  if (!mask) {
    mask = image::RunLengths{size, {static_cast<std::uint32_t>(size.width * size.height)}};
  }
  const MaskDoubt doubt{std::lround(object.edge_doubt), object.hidden.get()};
  const double shared = object.ignored ? covered_part(detected.mask, *mask, doubt)
                                       : mask_overlap(detected.mask, *mask, doubt);
  if (image::area(*mask) >= kFewPixels) return shared;
  const Box nearest = nearest_in(object.box, detected.box);
  return std::max(shared, overlap(detected.box, nearest, object.ignored));
}

/// Of an object of which no keypoint is labelled, as COCO has it: all that is within a box of three
/// times the size is near.
Point distance_from_three_boxes(const Box& box, double x, double y) {
  const double width = box.x2 - box.x1;
  const double height = box.y2 - box.y1;
  return {std::max({0.0, box.x1 - width - x, x - box.x2 - width}),
          std::max({0.0, box.y1 - height - y, y - box.y2 - height})};
}

/// Mean over labelled keypoints of exp(-d^2 / (2 s^2 (2 sigma)^2)), s^2 being the object's area and
/// d the distance less what is in doubt of it.
double keypoint_similarity(const Object& object, const Detected& detected,
                           std::span<const double> sigmas) {
  const Box& box = object.box.outer;
  const double area = std::max((box.x2 - box.x1) * (box.y2 - box.y1) * object.filled, 1.0);
  const auto& keypoints = object.keypoints;
  const bool any = std::any_of(keypoints.begin(), keypoints.end(),
                               [](const Keypoint& one) { return one.visibility > 0; });
  double sum = 0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < sigmas.size(); ++i) {
    const bool labelled = i < keypoints.size() && keypoints[i].visibility > 0;
    if (any && !labelled) continue;
    ++compared;
    const double x = detected.keypoints[3 * i];
    const double y = detected.keypoints[3 * i + 1];
    const Point away =
        any ? Point{x - keypoints[i].x, y - keypoints[i].y} : distance_from_three_boxes(box, x, y);
    const double distance = std::max(0.0, std::hypot(away.x, away.y) - object.place_doubt);
    const double variance = 4 * sigmas[i] * sigmas[i];
    sum += std::exp(-distance * distance / (2 * variance * area));
  }
  return compared == 0 ? 0 : sum / static_cast<double>(compared);
}

}  // namespace

std::vector<Detected> detected_in(const predict::Prediction& prediction, InstanceKind kind,
                                  const evaluation::ClassMap& classes, image::Size size,
                                  std::size_t keypoints) {
  std::vector<Detected> all = kind == InstanceKind::boxes ? boxes_in(prediction, classes)
                              : kind == InstanceKind::masks
                                  ? masks_in(prediction, classes, size)
                                  : keypoints_in(prediction, classes, keypoints);
  std::stable_sort(all.begin(), all.end(),
                   [](const Detected& a, const Detected& b) { return a.score > b.score; });
  return all;
}

double overlap(const Box& a, const Box& b, bool of_first) {
  const double width = std::min(a.x2, b.x2) - std::max(a.x1, b.x1);
  const double height = std::min(a.y2, b.y2) - std::max(a.y1, b.y1);
  if (width < 0 || height < 0) return 0;
  const double both = width * height;
  const double first = (a.x2 - a.x1) * (a.y2 - a.y1);
  const double whole = of_first ? first : first + (b.x2 - b.x1) * (b.y2 - b.y1) - both;
  if (whole <= 0) return a == b ? 1 : 0;  // boxes without an area
  return std::min(1.0, both / whole);
}

double similarity(const Object& object, const Detected& detected, const SimilarityRules& rules,
                  image::Size size) {
  switch (rules.kind) {
    case InstanceKind::boxes:
      return overlap(detected.box, nearest_in(object.box, detected.box), object.ignored);
    case InstanceKind::masks:
      if (!object.mask && object.polygons.empty()) {
        return overlap(detected.box, nearest_in(object.box, detected.box), object.ignored);
      }
      return mask_similarity(object, detected, size);
    case InstanceKind::keypoints:
      return keypoint_similarity(object, detected, rules.sigmas);
  }
  ASSAY_CHECK(false);
  return 0;
}

}  // namespace assay::stress
