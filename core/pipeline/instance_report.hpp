// SPDX-License-Identifier: Apache-2.0
// What a report shows of detections, be they boxes, masks or keypoints: numbers for each class,
// curves, and the images with the most mistakes.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/evaluation/object_detection.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// What is drawn of an object beside its box. Asked for objects of images that are shown alone.
struct ObjectShapes {
  /// Adds to one of the detections, by its place among them.
  std::function<void(std::size_t detection, report::Object&)> of_detection;
  /// Adds to an object of the data set, on an image of that size.
  std::function<void(const dataset::Annotation&, predict::ImageSize, report::Object&)> of_truth;
};

/// What a run found: `result` is of `detections`, whose boxes are drawn where `shapes` adds
/// nothing.
struct FoundInstances {
  const evaluation::DetectionResult& result;
  const std::vector<evaluation::Detection>& detections;
  ObjectShapes shapes = {};
  std::string similarity = "IoU";  // what it was matched by
};

/// Fills `classes`, `precision_recall` and `worst_images` of the results.
void report_instances(const RunInput& input, std::span<const predict::Outcome> outcomes,
                      const FoundInstances& found, report::RunResults& results);

}  // namespace assay::pipeline
