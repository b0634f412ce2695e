// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_keypoints.hpp"

#include <fmt/format.h>

#include "core/pipeline/assess.hpp"
#include "core/pipeline/instance_report.hpp"

namespace assay::pipeline {

evaluation::KeypointPredictions assess_keypoints(const RunInput& input,
                                                 std::span<const predict::Outcome> outcomes,
                                                 report::RunResults& results) {
  const std::size_t each = evaluation::keypoints_of_objects(input.dataset);
  evaluation::KeypointPredictions found =
      evaluation::to_keypoints(input.dataset, outcomes, input.classes, each);
  const evaluation::DetectionResult result =
      evaluation::evaluate_keypoints(input.dataset, outcomes, found, {}, kShownScore);
  results.metrics = {{"keypoints", result.evaluated}};
  results.metrics_failed_as_empty = {{"keypoints", result.failed_as_empty}};
  if (found.other_classes != 0) {
    results.warnings.push_back(
        fmt::format("{} objects are of classes that the data set does not have; they are left out",
                    found.other_classes));
  }
  report_instances(input, outcomes, result, found.detections, results);
  return found;
}

}  // namespace assay::pipeline
