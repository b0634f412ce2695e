// SPDX-License-Identifier: Apache-2.0
// COCO evaluation of boxes in one call each.
#pragma once

#include <vector>

#include "core/evaluation/coco_evaluation.hpp"

namespace assay::evaluation {

Arrays evaluate_boxes(const CocoInput& input, const Parameters& parameters = {});

/// For each image once, by ascending id.
std::vector<ImageCounts> count_per_image(const CocoInput& input, double minimum_score,
                                         const Parameters& parameters = {});

}  // namespace assay::evaluation
