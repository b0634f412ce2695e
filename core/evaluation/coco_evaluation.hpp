// SPDX-License-Identifier: Apache-2.0
// Evaluation as COCO defines it, of boxes, masks or keypoints: the arrays equal pycocotools' bit
// for bit, its quirks included (an annotation with id 0 takes a detection, which is counted as a
// false positive all the same).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/evaluation/coco_arrays.hpp"
#include "core/evaluation/coco_input.hpp"
#include "core/evaluation/coco_parameters.hpp"
#include "core/evaluation/similarity.hpp"

namespace assay::evaluation {

/// One thread; the same input gives the same bits.
Arrays evaluate_coco(const CocoInput& input, Similarity& similarity,
                     const Parameters& parameters = {});

/// How one image fared: at a similarity of 0.5, sizes all, the largest max_detections, only
/// detections with a score of at least the one asked for. Matching is per category and the same as
/// for AP, so crowds and what they swallow are counted nowhere.
struct ImageCounts {
  std::int64_t image_id = 0;
  std::size_t true_positives = 0;   // detections that hold an object
  std::size_t false_positives = 0;  // detections that hold none
  std::size_t false_negatives = 0;  // objects that no detection holds
  bool operator==(const ImageCounts&) const = default;
};

struct CountedArrays {
  Arrays arrays;
  std::vector<ImageCounts> images;  // each once, by ascending id
};

/// Both from the same similarities, which are what takes long where objects are masks.
CountedArrays evaluate_and_count(const CocoInput& input, Similarity& similarity,
                                 double minimum_score, const Parameters& parameters = {});

}  // namespace assay::evaluation
