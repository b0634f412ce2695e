// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_keypoints.hpp"

#include <fmt/format.h>

#include "core/evaluation/coco_parameters.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/comparisons.hpp"
#include "core/pipeline/instance_report.hpp"

namespace assay::pipeline {
namespace {

/// The data set's, or COCO's where there are none to give. Of other objects nobody has measured how
/// far apart people put their keypoints; Ultralytics takes one for all, which is as good as any.
std::vector<double> sigmas_of(const RunInput& input, report::RunResults& results) {
  const std::size_t keypoints = input.keypoints;
  const std::vector<double>& stated = input.dataset_spec.keypoint_sigmas;
  if (!stated.empty()) return stated;
  if (keypoints == evaluation::coco_keypoint_sigmas().size() || keypoints == 0) return {};
  const double each = 1 / static_cast<double>(keypoints);
  results.warnings.push_back(fmt::format(
      "objects have {} keypoints, for which COCO has no sigmas: 1/{} is taken for each, "
      "so that AP compares with runs of assay only; keypoint_sigmas of the data set states them",
      keypoints, keypoints));
  return std::vector<double>(keypoints, each);
}

ObjectShapes shapes_of(const dataset::Dataset& dataset,
                       const evaluation::KeypointPredictions& found) {
  ObjectShapes shapes;
  shapes.of_detection = [&found](std::size_t detection, report::Object& object) {
    const auto triples =
        std::span(found.keypoints).subspan(3 * found.each * detection, 3 * found.each);
    for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
      const double x = triples[i];
      const double y = triples[i + 1];
      object.keypoints.push_back({x, y, predicted_state(x, y, triples[i + 2])});
    }
  };
  const auto& truth = std::get<dataset::InstanceTruth>(dataset.truth).keypoints;
  shapes.of_truth = [&truth](const dataset::Annotation& annotation, predict::ImageSize,
                             report::Object& object) {
    for (std::size_t i = annotation.keypoint_begin; i < annotation.keypoint_end; ++i) {
      object.keypoints.push_back(
          {truth[3 * i], truth[3 * i + 1], labelled_state(truth[3 * i + 2])});
    }
  };
  return shapes;
}

}  // namespace

evaluation::KeypointPredictions assess_keypoints(const RunInput& input,
                                                 std::span<const predict::Outcome> outcomes,
                                                 report::RunResults& results) {
  const std::size_t each = input.keypoints;
  evaluation::KeypointPredictions found =
      evaluation::to_keypoints(input.dataset, outcomes, input.classes, each);
  const evaluation::DetectionResult result = evaluation::evaluate_keypoints(
      input.dataset, outcomes, found, sigmas_of(input, results), kShownScore);
  results.metrics = {{"keypoints", result.evaluated}};
  results.metrics_failed_as_empty = {{"keypoints", result.failed_as_empty}};
  if (found.other_classes != 0) {
    results.warnings.push_back(
        fmt::format("{} objects are of classes that the data set does not have; they are left out",
                    found.other_classes));
  }
  report_instances(input, outcomes,
                   {result, found.detections, shapes_of(input.dataset, found), "OKS"}, results);
  return found;
}

}  // namespace assay::pipeline
