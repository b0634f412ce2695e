// SPDX-License-Identifier: Apache-2.0
// From what a pose estimator returned to its metrics: keypoints become COCO detections, which are
// evaluated against the data set's by their similarity (OKS).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/class_map.hpp"
#include "core/evaluation/instance_evaluation.hpp"

namespace assay::evaluation {

/// How many keypoints every object of the data set has; those without any aside. Throws
/// Error{dataset} where no object has keypoints, and where objects differ: one list of sigmas
/// cannot serve them. Ask before the run, as choose_sigmas() (keypoint_similarity.hpp).
std::size_t keypoints_of_objects(const dataset::Dataset& dataset);

/// What is wrong with a prediction, or nullopt: `keypoints` not [N, each, 3], a class outside the
/// map (which may be left out where the model has but one), fields of unequal length, NaN.
/// Make a Failure of kind invalid_output of it.
std::optional<std::string> fault_in_keypoints(const predict::Prediction& prediction,
                                              const ClassMap& map, std::size_t each);

struct KeypointPredictions {
  std::vector<Detection> detections;  // boxes around all keypoints; in order of the outcomes
  std::vector<double> keypoints;      // [detections, each, 3]: x, y, the model's confidence
  std::size_t each = 0;
  std::size_t other_classes = 0;  // left out: of classes that the data set does not have
};

/// Failed outcomes give no detections. Requires fault_in_keypoints() to be silent on each
/// prediction, else throws Error{plugin} naming the datapoint.
KeypointPredictions to_keypoints(const dataset::Dataset& dataset,
                                 std::span<const predict::Outcome> outcomes, const ClassMap& map,
                                 std::size_t each);

/// The group "keypoints": ten numbers. As evaluate_detection(). `sigmas` are one for each keypoint,
/// or none for COCO's 17; throws Error{dataset} where that does not fit.
DetectionResult evaluate_keypoints(const dataset::Dataset& dataset,
                                   std::span<const predict::Outcome> outcomes,
                                   const KeypointPredictions& predictions,
                                   std::span<const double> sigmas, double minimum_score);

}  // namespace assay::evaluation
