// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/instance_evaluation.hpp"

namespace assay::evaluation {
namespace {

std::vector<std::int64_t> image_ids(const InstanceRun& run, bool with_failed) {
  std::vector<std::int64_t> ids;
  for (const predict::Outcome& outcome : run.outcomes) {
    if (!with_failed && outcome.failure() != nullptr) continue;
    ids.push_back(run.dataset.datapoints.at(outcome.index).image_id);
  }
  return ids;
}

}  // namespace

CocoInput input_of(const InstanceRun& run) {
  const auto& truth = std::get<dataset::InstanceTruth>(run.dataset.truth);
  return {{}, {}, truth.annotations, run.detections, run.areas};
}

DetectionResult evaluate_instances(const InstanceRun& run, Similarity& similarity,
                                   const CountRules& rules) {
  std::vector<std::int64_t> categories;
  for (const dataset::Category& category : run.dataset.categories)
    categories.push_back(category.id);
  const std::vector<std::int64_t> evaluated = image_ids(run, false);
  CocoInput input = input_of(run);
  input.category_ids = categories;
  input.image_ids = evaluated;

  auto counted = evaluate_and_count(input, similarity, rules.minimum_score, rules.parameters);
  DetectionResult result;
  result.arrays = std::move(counted.arrays);
  result.images = std::move(counted.images);
  result.evaluated = rules.summarise(result.arrays, rules.parameters);
  result.precision_per_category = precision_per_category(result.arrays);
  result.failed_as_empty = result.evaluated;
  if (evaluated.size() < run.outcomes.size()) {
    const std::vector<std::int64_t> all = image_ids(run, true);
    input.image_ids = all;
    result.failed_as_empty =
        rules.summarise(evaluate_coco(input, similarity, rules.parameters), rules.parameters);
  }
  return result;
}

}  // namespace assay::evaluation
