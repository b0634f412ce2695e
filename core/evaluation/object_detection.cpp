// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/object_detection.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {
namespace {

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
  const InstanceRun run{dataset, outcomes, detections};
  BoxSimilarity similarity(input_of(run));
  return evaluate_instances(run, similarity, {minimum_score, parameters});
}

}  // namespace assay::evaluation
