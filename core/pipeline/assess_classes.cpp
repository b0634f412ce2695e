// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_classes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/evaluation/image_classification.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kWorstImages = 24;
constexpr std::size_t kConfusions = 50;

using evaluation::ClassifiedDatapoint;

double score_of(const ClassifiedDatapoint& datapoint) {
  return datapoint.ranking.empty() ? 0 : datapoint.ranking.front().score;
}

/// Wrong answers, the surest first; of equals, the earlier datapoint.
std::vector<ClassifiedDatapoint> surest_wrong(std::vector<ClassifiedDatapoint> datapoints) {
  const auto right = [](const auto& datapoint) { return datapoint.top1; };
  datapoints.erase(std::remove_if(datapoints.begin(), datapoints.end(), right), datapoints.end());
  std::stable_sort(datapoints.begin(), datapoints.end(),
                   [](const auto& a, const auto& b) { return score_of(a) > score_of(b); });
  if (datapoints.size() > kWorstImages) datapoints.resize(kWorstImages);
  return datapoints;
}

std::string caption_of(const std::string& truth, const ClassifiedDatapoint& datapoint) {
  if (datapoint.ranking.empty()) return fmt::format("truth {}, nothing said", truth);
  return fmt::format("truth {}, said {} {:.2f}", truth, datapoint.ranking.front().name,
                     score_of(datapoint));
}

void add_worst_images(const RunInput& input, const evaluation::ClassificationResult& result,
                      report::RunResults& results) {
  for (const ClassifiedDatapoint& wrong : surest_wrong(result.datapoints)) {
    const dataset::Datapoint& datapoint = input.dataset.datapoints.at(wrong.index);
    report::WorstImage worst;
    worst.datapoint = datapoint.id;
    worst.file = datapoint.path;
    worst.ignore_exif = input.dataset_spec.exif == definition::Exif::ignore;
    worst.caption = caption_of(input.dataset.categories.at(wrong.truth).name, wrong);
    results.worst.push_back(std::move(worst));
  }
  results.worst_rule = "Wrong answers of highest score.";
}

}  // namespace

void assess_classes(const RunInput& input, std::span<const predict::Outcome> outcomes,
                    report::RunResults& results) {
  const auto result = evaluation::evaluate_classification(input.dataset, outcomes, input.classes);
  results.metrics = {{"classification", result.evaluated}};
  results.metrics_failed_as_empty = {{"classification", result.failed_as_empty}};
  const std::size_t shown = std::min(result.confusions.size(), kConfusions);
  for (std::size_t i = 0; i < shown; ++i) {
    const evaluation::Confusion& pair = result.confusions[i];
    results.confusions.push_back(
        {input.dataset.categories.at(pair.truth).name, pair.predicted, pair.count});
  }
  add_worst_images(input, result, results);
}

}  // namespace assay::pipeline
