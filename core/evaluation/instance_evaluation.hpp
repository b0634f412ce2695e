// SPDX-License-Identifier: Apache-2.0
// What boxes, masks and keypoints of a run have in common: detections against the data set's
// objects, over the datapoints that were evaluated and again with failed ones as empty.
#pragma once

#include <span>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/coco_evaluation.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/predict/outcome.hpp"

namespace assay::evaluation {

/// Beside the arrays: category_ids of the K axis are Dataset::categories' ids.
struct DetectionResult {
  Arrays arrays;                               // of the evaluated datapoints
  Summary evaluated;                           // of the evaluated datapoints
  Summary failed_as_empty;                     // failed ones counted as having found nothing
  std::vector<double> precision_per_category;  // as Arrays::category_ids
  std::vector<ImageCounts> images;             // of the evaluated datapoints, by ascending image id
};

/// Nothing is owned. The data set has objects. Outcomes stand in its order, one for each datapoint
/// that was to be predicted; others (a limited run) are left out everywhere.
struct InstanceRun {
  const dataset::Dataset& dataset;
  std::span<const predict::Outcome> outcomes;
  std::span<const Detection> detections;
  std::span<const double> areas = {};  // as CocoInput's
};

/// All objects and detections of a run, whatever became of their images: for making a Similarity.
CocoInput input_of(const InstanceRun& run);

struct CountRules {
  double minimum_score = 0;  // for DetectionResult::images only
  Parameters parameters = {};
  Summary (*summarise)(const Arrays&, const Parameters&) = evaluation::summarise;
};

DetectionResult evaluate_instances(const InstanceRun& run, Similarity& similarity,
                                   const CountRules& rules);

}  // namespace assay::evaluation
