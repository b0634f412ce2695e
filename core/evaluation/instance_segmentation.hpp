// SPDX-License-Identifier: Apache-2.0
// From what an instance segmenter returned to its metrics: masks with classes and scores become
// COCO detections, which are evaluated against the data set's outlines and boxes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dataset/shapes.hpp"
#include "core/evaluation/class_map.hpp"
#include "core/evaluation/instance_evaluation.hpp"

namespace assay::evaluation {

/// What is wrong with a prediction for an image of that size, or nullopt: neither `masks`, `rle`
/// nor `polygons` (which count in this order), a mask of another size, a class outside the map,
/// fields missing or of unequal length. Make a Failure of kind invalid_output of it.
std::optional<std::string> fault_in_masks(const predict::Prediction& prediction,
                                          const ClassMap& map, predict::ImageSize image);

struct MaskPredictions {
  std::vector<Detection> detections;  // in order of the outcomes, then of the prediction
  dataset::Shapes masks;
  std::vector<std::uint32_t> shape_of_detection;  // in `masks`
  /// Every prediction with masks had `boxes`, too: these are the detections' boxes and sizes.
  /// Otherwise the boxes are those around the masks, and `areas` has the masks' pixels.
  bool has_boxes = false;
  std::vector<double> areas;
  std::size_t other_classes = 0;  // left out: of classes that the data set does not have
};

/// Failed outcomes give no detections. Requires fault_in_masks() to be silent on each prediction,
/// else throws Error{plugin} naming the datapoint.
MaskPredictions to_masks(const dataset::Dataset& dataset,
                         std::span<const predict::Outcome> outcomes, const ClassMap& map);

/// `masks` is the group "segm", `boxes` the group "bbox": of the boxes that the model gave, else of
/// those around its masks.
struct SegmentationResult {
  DetectionResult masks;
  DetectionResult boxes;
  /// Images whose annotations state another size than the image has. Masks match nothing there.
  std::vector<std::int64_t> images_of_other_size;
};

/// As evaluate_detection(). Throws Error{dataset} where an object has no outline.
SegmentationResult evaluate_segmentation(const dataset::Dataset& dataset,
                                         std::span<const predict::Outcome> outcomes,
                                         const MaskPredictions& predictions, double minimum_score,
                                         const Parameters& parameters = {});

}  // namespace assay::evaluation
