// SPDX-License-Identifier: Apache-2.0
// The COCO tasks of `assay score`: boxes, masks and keypoints in annotation and results files.
#pragma once

#include <string>
#include <vector>

#include "core/evaluation/coco_arrays.hpp"
#include "core/evaluation/coco_parameters.hpp"
#include "core/evaluation/coco_results.hpp"
#include "core/evaluation/coco_summary.hpp"

namespace assay::runner {

struct CocoJob {
  std::string ground_truth;
  std::string predictions;
  evaluation::ResultPart part = evaluation::ResultPart::boxes;
  evaluation::Parameters parameters;
  std::vector<double> sigmas;  // of keypoints; empty: COCO's
};

struct CocoScore {
  evaluation::Arrays arrays;
  evaluation::Summary summary;
};

/// Logs a warning of what lowers the numbers in silence. Throws Error{io, dataset}.
CocoScore score_coco(const CocoJob& job);

}  // namespace assay::runner
