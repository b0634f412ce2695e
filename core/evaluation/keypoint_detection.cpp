// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/keypoint_detection.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/evaluation/keypoint_similarity.hpp"
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {
namespace {

using predict::Outcome;

/// Without classes, that of the model's only one.
std::optional<std::size_t> category_of(const KeypointFields& fields, std::size_t i,
                                       const ClassMap& map) {
  return fields.classes.size() == 0 ? map.classes.front().category
                                    : fields.classes.category(i, map);
}

void append(const KeypointFields& fields, std::int64_t image_id, const dataset::Dataset& dataset,
            const ClassMap& map, KeypointPredictions& into) {
  for (std::size_t i = 0; i < fields.scores.size(); ++i) {
    const auto category = category_of(fields, i, map);
    if (!category) {
      ++into.other_classes;
      continue;
    }
    const auto triples = std::span(fields.keypoints).subspan(3 * into.each * i, 3 * into.each);
    Detection detection{image_id, dataset.categories[*category].id};
    detection.score = fields.scores[i];
    set_box_around(triples, detection);
    into.detections.push_back(detection);
    into.keypoints.insert(into.keypoints.end(), triples.begin(), triples.end());
  }
}

}  // namespace

std::size_t keypoints_of_objects(const dataset::Dataset& dataset) {
  std::size_t count = 0;
  for (const auto& annotation : std::get<dataset::InstanceTruth>(dataset.truth).annotations) {
    const std::size_t has = annotation.keypoint_end - annotation.keypoint_begin;
    if (count == 0) count = has;
    if (has == 0 || has == count) continue;
    throw Error(ErrorKind::dataset,
                fmt::format("data set '{}': annotation {} has {} keypoints, those before it {}; "
                            "evaluate objects with other keypoints in a data set of their own",
                            dataset.name, annotation.id, has, count));
  }
  if (count != 0) return count;
  throw Error(ErrorKind::dataset,
              fmt::format("data set '{}': no object has keypoints; there is nothing to compare "
                          "predictions with",
                          dataset.name));
}

std::optional<std::string> fault_in_keypoints(const predict::Prediction& prediction,
                                              const ClassMap& map, std::size_t each) {
  auto fields = read_keypoint_fields(prediction, map, each);
  if (auto* fault = std::get_if<std::string>(&fields)) return std::move(*fault);
  return std::nullopt;
}

KeypointPredictions to_keypoints(const dataset::Dataset& dataset, std::span<const Outcome> outcomes,
                                 const ClassMap& map, std::size_t each) {
  KeypointPredictions result;
  result.each = each;
  for (const Outcome& outcome : outcomes) {
    if (outcome.prediction() == nullptr) continue;
    const dataset::Datapoint& datapoint = dataset.datapoints.at(outcome.index);
    const auto fields = read_keypoint_fields(*outcome.prediction(), map, each);
    if (const auto* fault = std::get_if<std::string>(&fields)) {
      throw Error(ErrorKind::plugin, fmt::format("prediction of {}: {}", datapoint.id, *fault));
    }
    append(std::get<KeypointFields>(fields), datapoint.image_id, dataset, map, result);
  }
  return result;
}

DetectionResult evaluate_keypoints(const dataset::Dataset& dataset,
                                   std::span<const Outcome> outcomes,
                                   const KeypointPredictions& predictions,
                                   std::span<const double> sigmas, double minimum_score) {
  const InstanceRun run{dataset, outcomes, predictions.detections};
  const auto chosen = choose_sigmas(predictions.each, sigmas, "state one for each keypoint");
  const auto& truth = std::get<dataset::InstanceTruth>(dataset.truth);
  KeypointSimilarity similarity(input_of(run), {truth.keypoints, predictions.keypoints, chosen});
  return evaluate_instances(run, similarity,
                            {minimum_score, keypoint_parameters(), summarise_keypoints});
}

}  // namespace assay::evaluation
