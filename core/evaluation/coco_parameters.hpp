// SPDX-License-Identifier: Apache-2.0
// What COCO evaluation can be told. The defaults are pycocotools' for boxes, bit for bit.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace assay::evaluation {

/// Objects of this size are counted, others are ignored. Both ends are inside, in pixels squared.
struct AreaRange {
  std::string name;
  double low = 0;
  double high = 0;
  bool operator==(const AreaRange&) const = default;
};

/// 0.5, 0.55, ..., 0.95 and 0, 0.01, ..., 1 as numpy's linspace rounds them: k/100 differs in ten
/// places.
std::vector<double> coco_iou_thresholds();
std::vector<double> coco_recall_thresholds();
/// all, small, medium, large.
std::vector<AreaRange> coco_area_ranges();
/// Of COCO's 17 keypoints of a person: how far apart two annotators put each, nose first.
std::vector<double> coco_keypoint_sigmas();

struct Parameters {
  bool use_categories = true;  // false: all categories are one
  /// Detections of highest score kept for each image and category. Ascending, each at least 1.
  std::vector<std::size_t> max_detections = {1, 10, 100};
  std::vector<AreaRange> areas = coco_area_ranges();
  std::vector<double> iou_thresholds = coco_iou_thresholds();
  std::vector<double> recall_thresholds = coco_recall_thresholds();  // ascending
};

/// pycocotools' for keypoints: all, medium, large and 20 detections.
Parameters keypoint_parameters();

}  // namespace assay::evaluation
