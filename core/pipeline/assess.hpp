// SPDX-License-Identifier: Apache-2.0
// From outcomes to results: metrics, gates, verdict, and the images on which the model did worst.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/evaluation/instance_segmentation.hpp"
#include "core/evaluation/keypoint_detection.hpp"
#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome_stream.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

struct Assessment {
  report::RunResults results;
  /// What was evaluated, of tasks whose predictions are objects.
  std::variant<std::monostate, std::vector<evaluation::Detection>, evaluation::MaskPredictions,
               evaluation::KeypointPredictions>
      objects = {};
};

/// `outcomes` holds one outcome for each of the first input.total datapoints, in their order;
/// `all_fields` has the same ones with every field; `incidents` are what happened beside them.
/// Leaves `command` and `device` of the results to the caller.
Assessment assess(const RunInput& input, std::span<const predict::Outcome> outcomes,
                  const predict::OutcomeStream& all_fields,
                  std::span<const predict::Failure> incidents);

/// Of all groups, as gates name them: "bbox.AP50", after `prefix`.
evaluation::Summary named_metrics(const std::vector<report::MetricGroup>& groups,
                                  const std::string& prefix = "");

/// Boxes below this score do not count for the worst images, nor are they drawn.
constexpr double kShownScore = 0.25;

/// Images on which a model did badly that a report shows.
constexpr std::size_t kWorstImages = 24;

}  // namespace assay::pipeline
