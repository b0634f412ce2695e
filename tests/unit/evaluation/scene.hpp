// SPDX-License-Identifier: Apache-2.0
// A small hand-made data set with detections, and what evaluation makes of it.
#pragma once

#include <vector>

#include "core/evaluation/box_similarity.hpp"
#include "core/evaluation/coco_evaluation.hpp"

namespace assay::evaluation {

struct Box {
  double x, y, width, height;
};

/// Image 1 and category 1 unless said otherwise.
struct Scene {
  std::vector<std::int64_t> images = {1};
  std::vector<std::int64_t> categories = {1};
  std::vector<dataset::Annotation> annotations;
  std::vector<Detection> detections;
  Parameters parameters;

  /// Ids count from 1, areas are those of the boxes. The reference lives until the next call.
  dataset::Annotation& object(Box box, std::int64_t image = 1, std::int64_t category = 1) {
    const auto id = static_cast<std::int64_t>(annotations.size()) + 1;
    annotations.push_back(
        {id, image, category, box.x, box.y, box.width, box.height, box.width * box.height, false});
    return annotations.back();
  }

  void crowd(Box box) { object(box).is_crowd = true; }

  void detect(Box box, double score, std::int64_t image = 1, std::int64_t category = 1) {
    detections.push_back({image, category, box.x, box.y, box.width, box.height, score});
  }

  CocoInput input() const { return {images, categories, annotations, detections}; }
  Arrays evaluate() const {
    BoxSimilarity similarity(input());
    return evaluate_coco(input(), similarity, parameters);
  }
  std::vector<ImageCounts> count(double minimum_score) const {
    BoxSimilarity similarity(input());
    return evaluate_and_count(input(), similarity, minimum_score).images;
  }

  /// At IoU 0.5, first category, the largest number of detections.
  double recall(std::size_t area = 0) const {
    const Arrays arrays = evaluate();
    return arrays.recall[arrays.recall_at(0, 0, area, arrays.limits - 1)];
  }
  /// The same, at the recall threshold of that index.
  double precision(std::size_t recall_index, std::size_t area = 0) const {
    const Arrays arrays = evaluate();
    return arrays.precision[arrays.at(0, recall_index, 0, area, arrays.limits - 1)];
  }
};

}  // namespace assay::evaluation
