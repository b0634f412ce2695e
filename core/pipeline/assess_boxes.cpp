// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_boxes.hpp"

#include <fmt/format.h>

#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/instance_report.hpp"

namespace assay::pipeline {

std::vector<evaluation::Detection> assess_boxes(const RunInput& input,
                                                std::span<const predict::Outcome> outcomes,
                                                report::RunResults& results) {
  evaluation::BoxPredictions found =
      evaluation::to_detections(input.dataset, outcomes, input.classes);
  const evaluation::DetectionResult result =
      evaluation::evaluate_detection(input.dataset, outcomes, found.detections, kShownScore);
  results.metrics = {{"bbox", result.evaluated}};
  results.metrics_failed_as_empty = {{"bbox", result.failed_as_empty}};
  if (found.other_classes != 0) {
    results.warnings.push_back(
        fmt::format("{} boxes are of classes that the data set does not have; they are left out",
                    found.other_classes));
  }
  report_instances(input, outcomes, {result, found.detections}, results);
  return std::move(found.detections);
}

}  // namespace assay::pipeline
