// SPDX-License-Identifier: Apache-2.0
// Box evaluation as COCO defines it: the arrays equal pycocotools' bit for bit, its quirks included
// (an annotation with id 0 takes a detection, which is counted as a false positive all the same).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/coco_parameters.hpp"

namespace assay::evaluation {

/// One box that a model found. Pixels of the original image; all numbers finite.
struct Detection {
  std::int64_t image_id = 0;
  std::int64_t category_id = 0;
  double x = 0, y = 0, width = 0, height = 0;
  double score = 0;
  bool operator==(const Detection&) const = default;
};

/// What is evaluated. Nothing is owned. The order of annotations and detections decides ties; the
/// order of ids does not matter. Annotations and detections of other images are left out.
struct BoxInput {
  std::span<const std::int64_t> image_ids;
  std::span<const std::int64_t> category_ids;
  std::span<const dataset::Annotation> annotations;
  std::span<const Detection> detections;
};

/// C order. -1 where there is no object to find.
struct Arrays {
  std::size_t thresholds = 0, recalls = 0, categories = 0, areas = 0, limits = 0;  // T R K A M
  std::vector<std::int64_t> category_ids;  // of the K axis, ascending; {-1} without categories
  std::vector<double> precision;           // [T,R,K,A,M]
  std::vector<double> scores;              // [T,R,K,A,M], of the detection that reaches the recall
  std::vector<double> recall;              // [T,K,A,M], of all detections

  std::size_t at(std::size_t t, std::size_t r, std::size_t k, std::size_t a, std::size_t m) const {
    return (((t * recalls + r) * categories + k) * areas + a) * limits + m;
  }
  std::size_t recall_at(std::size_t t, std::size_t k, std::size_t a, std::size_t m) const {
    return ((t * categories + k) * areas + a) * limits + m;
  }
};

/// One thread; the same input gives the same bits.
Arrays evaluate_boxes(const BoxInput& input, const Parameters& parameters = {});

/// How one image fared: at IoU 0.5, sizes all, the largest max_detections, only detections with a
/// score of at least the one asked for. Matching is per category and the same as for AP, so crowds
/// and what they swallow are counted nowhere.
struct ImageCounts {
  std::int64_t image_id = 0;
  std::size_t true_positives = 0;   // detections that hold an object
  std::size_t false_positives = 0;  // detections that hold none
  std::size_t false_negatives = 0;  // objects that no detection holds
  bool operator==(const ImageCounts&) const = default;
};

/// For each image once, by ascending id.
std::vector<ImageCounts> count_per_image(const BoxInput& input, double minimum_score,
                                         const Parameters& parameters = {});

}  // namespace assay::evaluation
