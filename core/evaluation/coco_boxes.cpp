// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_boxes.hpp"

#include "core/evaluation/box_similarity.hpp"

namespace assay::evaluation {

Arrays evaluate_boxes(const CocoInput& input, const Parameters& parameters) {
  BoxSimilarity similarity(input);
  return evaluate_coco(input, similarity, parameters);
}

std::vector<ImageCounts> count_per_image(const CocoInput& input, double minimum_score,
                                         const Parameters& parameters) {
  BoxSimilarity similarity(input);
  return evaluate_and_count(input, similarity, minimum_score, parameters).images;
}

}  // namespace assay::evaluation
