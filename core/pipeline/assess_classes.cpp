// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_classes.hpp"

#include <algorithm>

#include "core/evaluation/image_classification.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/comparisons.hpp"
#include "core/pipeline/gates.hpp"

namespace assay::pipeline {
namespace {

using evaluation::ClassifiedDatapoint;

double score_of(const ClassifiedDatapoint& datapoint) {
  return datapoint.ranking.empty() ? 0 : datapoint.ranking.front().score;
}

/// Wrong answers, the surest first; of equals, the earlier datapoint.
std::vector<ClassifiedDatapoint> surest_wrong(std::vector<ClassifiedDatapoint> datapoints) {
  std::erase_if(datapoints, [](const auto& datapoint) { return datapoint.top1; });
  std::stable_sort(datapoints.begin(), datapoints.end(),
                   [](const auto& a, const auto& b) { return score_of(a) > score_of(b); });
  if (datapoints.size() > kWorstImages) datapoints.resize(kWorstImages);
  return datapoints;
}

void add_worst_images(const RunInput& input, std::span<const predict::Outcome> outcomes,
                      const evaluation::ClassificationResult& result, report::RunResults& results) {
  for (const ClassifiedDatapoint& wrong : surest_wrong(result.datapoints)) {
    const dataset::Datapoint& datapoint = input.dataset.datapoints.at(wrong.index);
    const std::string& truth = input.dataset.categories.at(wrong.truth).name;
    results.worst_images.push_back({datapoint.id, datapoint.path, outcomes[wrong.index].image,
                                    compare_classes(truth, wrong.ranking)});
  }
}

report::ClassTable class_table(const RunInput& input,
                               const std::vector<ClassifiedDatapoint>& datapoints) {
  const dataset::Dataset& dataset = input.dataset;
  std::vector<std::size_t> all(dataset.categories.size());
  for (const std::size_t truth : std::get<dataset::ClassTruth>(dataset.truth).classes) {
    ++all.at(truth);
  }
  std::vector<std::size_t> images(dataset.categories.size());
  std::vector<std::size_t> right(dataset.categories.size());
  for (const ClassifiedDatapoint& datapoint : datapoints) {
    ++images.at(datapoint.truth);
    if (datapoint.top1) ++right.at(datapoint.truth);
  }
  report::ClassTable table{
      std::string(metric_of_classes(input.definition.project.problem_type)), {}, "images"};
  for (std::size_t i = 0; i < images.size(); ++i) {
    const double share =
        images[i] == 0 ? -1 : static_cast<double>(right[i]) / static_cast<double>(images[i]);
    table.rows.push_back(
        {dataset.categories[i].name, images[i], share, all[i] > 0 && images[i] == 0});
  }
  return table;
}

}  // namespace

void assess_classes(const RunInput& input, std::span<const predict::Outcome> outcomes,
                    report::RunResults& results) {
  const auto result = evaluation::evaluate_classification(input.dataset, outcomes, input.classes);
  results.metrics = {{"classification", result.evaluated}};
  results.metrics_failed_as_empty = {{"classification", result.failed_as_empty}};
  results.classes = class_table(input, result.datapoints);
  for (const evaluation::Confusion& pair : result.confusions) {
    results.confusions.push_back(
        {input.dataset.categories.at(pair.truth).name, pair.predicted, pair.count});
  }
  add_worst_images(input, outcomes, result, results);
}

}  // namespace assay::pipeline
