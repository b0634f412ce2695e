// SPDX-License-Identifier: Apache-2.0
// What a report shows of detections, be they boxes, masks or keypoints: numbers for each class,
// curves, and the images with the most mistakes.
#pragma once

#include <span>
#include <vector>

#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// Fills `classes`, `precision_recall` and `worst_images` of the results. `detections` are those
/// that `result` is of: their boxes are drawn.
void report_instances(const RunInput& input, std::span<const predict::Outcome> outcomes,
                      const evaluation::DetectionResult& result,
                      const std::vector<evaluation::Detection>& detections,
                      report::RunResults& results);

}  // namespace assay::pipeline
