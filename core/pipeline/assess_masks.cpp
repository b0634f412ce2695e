// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_masks.hpp"

#include <fmt/format.h>

#include "core/pipeline/assess.hpp"
#include "core/pipeline/instance_report.hpp"

namespace assay::pipeline {
namespace {

void warn(const evaluation::MaskPredictions& found, const evaluation::SegmentationResult& result,
          report::RunResults& results) {
  if (found.other_classes != 0) {
    results.warnings.push_back(
        fmt::format("{} masks are of classes that the data set does not have; they are left out",
                    found.other_classes));
  }
  if (!found.has_boxes) {
    results.warnings.push_back("the model gives no boxes: bbox is of the boxes around its masks");
  }
  if (!result.images_of_other_size.empty()) {
    results.warnings.push_back(fmt::format(
        "{} images have another size than their annotations say (EXIF orientation?), so that no "
        "mask matches there, e.g. image {}; see 'exif' of the data set",
        result.images_of_other_size.size(), result.images_of_other_size.front()));
  }
}

/// Outlines of the truth are as they are evaluated, and not as they were drawn.
ObjectShapes shapes_of(const dataset::Dataset& dataset, const evaluation::MaskPredictions& found) {
  const dataset::Shapes& truth = std::get<dataset::InstanceTruth>(dataset.truth).shapes;
  ObjectShapes shapes;
  shapes.of_detection = [&found](std::size_t detection, report::Object& object) {
    object.mask = found.masks.mask(found.shape_of_detection.at(detection), {});
  };
  shapes.of_truth = [&truth](const dataset::Annotation& annotation, predict::ImageSize size,
                             report::Object& object) {
    if (annotation.shape == dataset::kNoShape) return;
    object.mask = truth.mask(annotation.shape, {size.width, size.height});
  };
  return shapes;
}

}  // namespace

evaluation::MaskPredictions assess_masks(const RunInput& input,
                                         std::span<const predict::Outcome> outcomes,
                                         report::RunResults& results) {
  evaluation::MaskPredictions found = evaluation::to_masks(input.dataset, outcomes, input.classes);
  const evaluation::SegmentationResult result =
      evaluation::evaluate_segmentation(input.dataset, outcomes, found, kShownScore);
  results.metrics = {{"segm", result.masks.evaluated}, {"bbox", result.boxes.evaluated}};
  results.metrics_failed_as_empty = {{"segm", result.masks.failed_as_empty},
                                     {"bbox", result.boxes.failed_as_empty}};
  warn(found, result, results);
  report_instances(input, outcomes,
                   {result.masks, found.detections, shapes_of(input.dataset, found)}, results);
  return found;
}

}  // namespace assay::pipeline
