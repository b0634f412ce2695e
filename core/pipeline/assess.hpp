// SPDX-License-Identifier: Apache-2.0
// From outcomes to results: metrics, gates, verdict, and the images on which the model did worst.
#pragma once

#include <span>
#include <vector>

#include "core/evaluation/coco_input.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

struct Assessment {
  report::RunResults results;
  std::vector<evaluation::Detection> detections;  // where the truth is boxes
};

/// `outcomes` holds one outcome for each of the first input.total datapoints, in their order;
/// `incidents` are what happened beside them. Leaves `command` and `device` of the results to the
/// caller.
Assessment assess(const RunInput& input, std::span<const predict::Outcome> outcomes,
                  std::span<const predict::Failure> incidents);

/// Boxes below this score do not count for the worst images, nor are they drawn.
constexpr double kShownScore = 0.25;

}  // namespace assay::pipeline
