// SPDX-License-Identifier: Apache-2.0
// What COCO evaluation compares: the objects of a data set and what a model found.
#pragma once

#include <cstdint>
#include <span>

#include "core/dataset/dataset.hpp"

namespace assay::evaluation {

/// One object that a model found. The box is in pixels of the original image; of masks and
/// keypoints it is the one around them. All numbers finite.
struct Detection {
  std::int64_t image_id = 0;
  std::int64_t category_id = 0;
  double x = 0, y = 0, width = 0, height = 0;
  double score = 0;
  bool operator==(const Detection&) const = default;
};

/// What is evaluated. Nothing is owned. The order of annotations and detections decides ties; the
/// order of ids does not matter. Annotations and detections of other images are left out.
struct CocoInput {
  std::span<const std::int64_t> image_ids;
  std::span<const std::int64_t> category_ids;
  std::span<const dataset::Annotation> annotations;
  std::span<const Detection> detections;
  /// Of each detection, in pixels squared, where it is not that of the box: a mask's pixels. Empty:
  /// width * height.
  std::span<const double> areas = {};
};

}  // namespace assay::evaluation
