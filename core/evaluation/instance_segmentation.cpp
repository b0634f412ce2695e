// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/instance_segmentation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/mask_similarity.hpp"
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {
namespace {

using predict::Outcome;

image::Size size_of(const Outcome& outcome) {
  return {outcome.image.width, outcome.image.height};
}

void set_box(const image::MaskBox& box, Detection& detection) {
  detection.x = box.x;
  detection.y = box.y;
  detection.width = box.width;
  detection.height = box.height;
}

/// Boxes stand for nothing where there is no object.
bool has_boxes(const Outcome& outcome) {
  if (outcome.prediction() == nullptr) return true;
  const predict::Array* scores = outcome.prediction()->array("scores");
  return outcome.prediction()->find("boxes") != nullptr ||
         (scores != nullptr && scores->elements() == 0);
}

void append(const MaskFields& fields, std::int64_t image_id, const dataset::Dataset& dataset,
            const ClassMap& map, MaskPredictions& into) {
  for (std::size_t i = 0; i < fields.masks.size(); ++i) {
    const auto category = fields.classes.category(i, map);
    if (!category) {
      ++into.other_classes;
      continue;
    }
    Detection detection{image_id, dataset.categories[*category].id};
    detection.score = fields.scores[i];
    if (into.has_boxes) {
      const auto& [x1, y1, x2, y2] = fields.boxes[i];
      set_box({x1, y1, x2 - x1, y2 - y1}, detection);
    } else {
      set_box(image::bounding_box(fields.masks[i]), detection);
      into.areas.push_back(static_cast<double>(image::area(fields.masks[i])));
    }
    into.shape_of_detection.push_back(into.masks.add_run_lengths(fields.masks[i]));
    into.detections.push_back(detection);
  }
}

void check_outlines(const dataset::Dataset& dataset) {
  for (const auto& annotation : std::get<dataset::InstanceTruth>(dataset.truth).annotations) {
    if (annotation.shape != dataset::kNoShape) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}': annotation {} of image {} has no outline; add its "
                            "segmentation, or leave the object out",
                            dataset.name, annotation.id, annotation.image_id));
  }
}

/// As the annotations state them, else as the images are.
ImageSizes sizes_of(const dataset::Dataset& dataset, std::span<const Outcome> outcomes,
                    std::vector<std::int64_t>& others) {
  ImageSizes sizes;
  for (const Outcome& outcome : outcomes) {
    const dataset::Datapoint& datapoint = dataset.datapoints.at(outcome.index);
    const image::Size real = size_of(outcome);
    const image::Size stated =
        datapoint.size ? image::Size{datapoint.size->width, datapoint.size->height} : real;
    sizes[datapoint.image_id] = stated;
    if (outcome.prediction() != nullptr && stated != real) others.push_back(datapoint.image_id);
  }
  return sizes;
}

}  // namespace

std::optional<std::string> fault_in_masks(const predict::Prediction& prediction,
                                          const ClassMap& map, predict::ImageSize image) {
  auto fields = read_mask_fields(prediction, map, {image.width, image.height});
  if (auto* fault = std::get_if<std::string>(&fields)) return std::move(*fault);
  return std::nullopt;
}

MaskPredictions to_masks(const dataset::Dataset& dataset, std::span<const Outcome> outcomes,
                         const ClassMap& map) {
  MaskPredictions result;
  result.has_boxes = std::all_of(outcomes.begin(), outcomes.end(), has_boxes);
  for (const Outcome& outcome : outcomes) {
    if (outcome.prediction() == nullptr) continue;
    const dataset::Datapoint& datapoint = dataset.datapoints.at(outcome.index);
    const auto fields = read_mask_fields(*outcome.prediction(), map, size_of(outcome));
    if (const auto* fault = std::get_if<std::string>(&fields)) {
      throw Error(ErrorKind::plugin, fmt::format("prediction of {}: {}", datapoint.id, *fault));
    }
    append(std::get<MaskFields>(fields), datapoint.image_id, dataset, map, result);
  }
  return result;
}

SegmentationResult evaluate_segmentation(const dataset::Dataset& dataset,
                                         std::span<const Outcome> outcomes,
                                         const MaskPredictions& predictions, double minimum_score,
                                         const Parameters& parameters) {
  check_outlines(dataset);
  SegmentationResult result;
  const ImageSizes sizes = sizes_of(dataset, outcomes, result.images_of_other_size);
  const InstanceRun run{dataset, outcomes, predictions.detections, predictions.areas};
  const auto& truth = std::get<dataset::InstanceTruth>(dataset.truth);
  MaskSimilarity masks(input_of(run),
                       {sizes, truth.shapes, predictions.masks, predictions.shape_of_detection});
  BoxSimilarity boxes(input_of(run));
  result.masks = evaluate_instances(run, masks, {minimum_score, parameters});
  result.boxes = evaluate_instances(run, boxes, {minimum_score, parameters});
  return result;
}

}  // namespace assay::evaluation
