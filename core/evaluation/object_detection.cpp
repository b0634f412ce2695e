// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/object_detection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "core/base/error.hpp"
#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {
namespace {

using dataset::Annotation;
using predict::Outcome;

void append(const BoxFields& fields, std::int64_t image_id, const dataset::Dataset& dataset,
            const ClassMap& map, BoxPredictions& into) {
  for (std::size_t i = 0; i < fields.boxes.size(); ++i) {
    const auto category = fields.classes.category(i, map);
    if (!category) {
      ++into.other_classes;
      continue;
    }
    const auto& [x1, y1, x2, y2] = fields.boxes[i];
    into.detections.push_back(
        {image_id, dataset.categories[*category].id, x1, y1, x2 - x1, y2 - y1, fields.scores[i]});
  }
}

/// What is evaluated when only some of the datapoints count.
struct Selection {
  std::vector<std::int64_t> images;
  std::vector<Annotation> annotations;
  std::vector<Detection> detections;
};

Selection select(const dataset::Dataset& dataset, std::span<const Outcome> outcomes,
                 std::span<const Detection> detections, bool with_failed) {
  Selection result;
  std::unordered_set<std::int64_t> kept;
  for (const Outcome& outcome : outcomes) {
    if (!with_failed && outcome.failure() != nullptr) continue;
    result.images.push_back(dataset.datapoints.at(outcome.index).image_id);
    kept.insert(result.images.back());
  }
  for (const auto& annotation : std::get<dataset::InstanceTruth>(dataset.truth).annotations) {
    if (kept.contains(annotation.image_id)) result.annotations.push_back(annotation);
  }
  for (const Detection& detection : detections) {
    if (kept.contains(detection.image_id)) result.detections.push_back(detection);
  }
  return result;
}

}  // namespace

std::optional<std::string> fault_in_boxes(const predict::Prediction& prediction,
                                          const ClassMap& map) {
  auto fields = read_box_fields(prediction, map);
  if (auto* fault = std::get_if<std::string>(&fields)) return std::move(*fault);
  return std::nullopt;
}

BoxPredictions to_detections(const dataset::Dataset& dataset, std::span<const Outcome> outcomes,
                             const ClassMap& map) {
  BoxPredictions result;
  for (const Outcome& outcome : outcomes) {
    if (outcome.prediction() == nullptr) continue;
    const dataset::Datapoint& datapoint = dataset.datapoints.at(outcome.index);
    const auto fields = read_box_fields(*outcome.prediction(), map);
    if (const auto* fault = std::get_if<std::string>(&fields)) {
      throw Error(ErrorKind::plugin, fmt::format("prediction of {}: {}", datapoint.id, *fault));
    }
    append(std::get<BoxFields>(fields), datapoint.image_id, dataset, map, result);
  }
  return result;
}

DetectionResult evaluate_detection(const dataset::Dataset& dataset,
                                   std::span<const Outcome> outcomes,
                                   std::span<const Detection> detections, double minimum_score,
                                   const Parameters& parameters) {
  std::vector<std::int64_t> categories;
  for (const dataset::Category& category : dataset.categories) categories.push_back(category.id);
  const auto input_of = [&](const Selection& selection) {
    return CocoInput{selection.images, categories, selection.annotations, selection.detections};
  };
  DetectionResult result;
  const Selection evaluated = select(dataset, outcomes, detections, false);
  BoxSimilarity similarity(input_of(evaluated));
  auto counted = evaluate_and_count(input_of(evaluated), similarity, minimum_score, parameters);
  result.arrays = std::move(counted.arrays);
  result.images = std::move(counted.images);
  result.evaluated = summarise(result.arrays, parameters);
  result.precision_per_category = precision_per_category(result.arrays);

  result.failed_as_empty = result.evaluated;
  if (evaluated.images.size() < outcomes.size()) {
    const Selection all = select(dataset, outcomes, detections, true);
    result.failed_as_empty = summarise(evaluate_boxes(input_of(all), parameters), parameters);
  }
  return result;
}

}  // namespace assay::evaluation
