// SPDX-License-Identifier: Apache-2.0
// From what a detector returned to its metrics: boxes x1,y1,x2,y2 with classes and scores become
// COCO detections, which are evaluated against the data set's boxes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/class_map.hpp"
#include "core/evaluation/instance_evaluation.hpp"
#include "core/predict/outcome.hpp"

namespace assay::evaluation {

/// What is wrong with a prediction given this data set, or nullopt: a class outside the map, fields
/// missing or of unequal length, NaN. Call it on each prediction as it arrives and make a Failure
/// of kind invalid_output of the text: such a datapoint has failed.
std::optional<std::string> fault_in_boxes(const predict::Prediction& prediction,
                                          const ClassMap& map);

struct BoxPredictions {
  std::vector<Detection> detections;  // in order of the outcomes, then of the prediction
  std::size_t other_classes = 0;      // left out: of classes that the data set does not have
};

/// Failed outcomes give no detections. Requires fault_in_boxes() to be silent on each prediction,
/// else throws Error{plugin} naming the datapoint.
BoxPredictions to_detections(const dataset::Dataset& dataset,
                             std::span<const predict::Outcome> outcomes, const ClassMap& map);

/// `minimum_score` is for `images` only. Outcomes stand in the data set's order, one for each
/// datapoint that was to be predicted; others (a limited run) are left out everywhere. The data set
/// has boxes.
DetectionResult evaluate_detection(const dataset::Dataset& dataset,
                                   std::span<const predict::Outcome> outcomes,
                                   std::span<const Detection> detections, double minimum_score,
                                   const Parameters& parameters = {});

}  // namespace assay::evaluation
