// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_pixels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/dataset/label_map.hpp"
#include "core/evaluation/semantic_segmentation.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/gates.hpp"
#include "core/pipeline/name_list.hpp"
#include "core/report/label_pictures.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kConfusions = 100;

report::ClassTable class_table(const RunInput& input, const evaluation::SemanticResult& result) {
  const dataset::Dataset& dataset = input.dataset;
  report::ClassTable table{
      std::string(metric_of_classes(input.definition.project.problem_type)), {}, "pixels"};
  for (std::size_t i = 0; i < result.categories.size(); ++i) {
    const evaluation::CategoryPixels& pixels = result.categories[i];
    const bool occurs = pixels.truth > 0;
    table.rows.push_back(
        {dataset.categories[i].name, pixels.truth, occurs ? pixels.iou().value_or(-1) : -1, false});
  }
  return table;
}

/// Pixels of one class taken for another, the most frequent first.
std::vector<report::ConfusionPair> confusions_of(const dataset::Dataset& dataset,
                                                 const evaluation::SemanticResult& result) {
  std::vector<report::ConfusionPair> pairs;
  const std::size_t count = dataset.categories.size();
  for (std::size_t truth = 0; truth < count; ++truth) {
    for (std::size_t said = 0; said <= count; ++said) {
      const std::uint64_t pixels = result.confusion[truth * (count + 1) + said];
      if (pixels == 0 || truth == said) continue;
      const std::string name = said < count ? dataset.categories[said].name : "(another class)";
      pairs.push_back({dataset.categories[truth].name, name, pixels});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  pairs.resize(std::min(pairs.size(), kConfusions));
  return pairs;
}

double share_of_right(const evaluation::SegmentedDatapoint& datapoint) {
  return static_cast<double>(datapoint.right) / static_cast<double>(datapoint.labelled);
}

/// The class with the most pixels in the truth has rank 0; of equals, the earlier.
std::vector<std::size_t> ranks_of(const std::vector<evaluation::CategoryPixels>& categories) {
  std::vector<std::size_t> order(categories.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return categories[a].truth > categories[b].truth;
  });
  std::vector<std::size_t> ranks(categories.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

/// Nothing where the prediction is not one of labels.
report::Comparison comparison_of(const RunInput& input, const predict::Outcome& outcome,
                                 const report::LabelClasses& classes) {
  const predict::Prediction* prediction = outcome.prediction();
  if (prediction == nullptr) return {};
  const auto predicted = evaluation::predicted_classes(*prediction, input.classes, outcome.image);
  if (!predicted) return {};
  const dataset::LabelMap truth = dataset::read_label_map(input.dataset, outcome.index);
  return report::draw_labels({{truth.size.width, truth.size.height}, *predicted, truth.classes},
                             classes);
}

/// The smallest share of right pixels first.
void add_worst_images(const RunInput& input, const predict::OutcomeStream& outcomes,
                      const evaluation::SemanticResult& result, report::RunResults& results) {
  std::vector<evaluation::SegmentedDatapoint> datapoints = result.datapoints;
  std::erase_if(datapoints, [](const auto& one) { return one.right == one.labelled; });
  std::stable_sort(datapoints.begin(), datapoints.end(), [](const auto& a, const auto& b) {
    return share_of_right(a) < share_of_right(b);
  });
  datapoints.resize(std::min(datapoints.size(), kWorstImages));
  const report::LabelClasses classes{input.dataset.categories, ranks_of(result.categories)};
  for (const evaluation::SegmentedDatapoint& one : datapoints) {
    const dataset::Datapoint& datapoint = input.dataset.datapoints.at(one.index);
    const predict::Outcome outcome = outcomes.at(one.index);
    results.worst_images.push_back(
        {datapoint.id, datapoint.path, outcome.image, comparison_of(input, outcome, classes),
         fmt::format("{:.1f} % of {} pixels are right", 100 * share_of_right(one), one.labelled)});
  }
}

/// Pixels of the truth, whatever became of the prediction.
struct TruthPixels {
  std::uint64_t all = 0;
  std::uint64_t ignored = 0;
};

/// Who labels 0 and 255 forgets that 255 is ignored, and scores an empty background.
void warn_of_empty_categories(const dataset::Dataset& dataset,
                              const evaluation::SemanticResult& result, const TruthPixels& pixels,
                              report::RunResults& results) {
  std::vector<std::string> empty;
  for (std::size_t i = 0; i < result.categories.size(); ++i) {
    if (result.categories[i].truth == 0) empty.push_back(dataset.categories[i].name);
  }
  if (empty.empty() || pixels.all == 0) return;
  results.warnings.push_back(fmt::format(
      "{} of {} categories have no pixels in what was evaluated: {}; {:.1f} % of all pixels count "
      "nowhere (ignore_labels of the data set)",
      empty.size(), result.categories.size(), first_names(empty),
      100 * static_cast<double>(pixels.ignored) / static_cast<double>(pixels.all)));
}

}  // namespace

void assess_pixels(const RunInput& input, const predict::OutcomeStream& outcomes,
                   report::RunResults& results) {
  TruthPixels pixels;
  const auto truth = [&](std::size_t index) -> evaluation::TrueClasses {
    dataset::LabelMap map = dataset::read_label_map(input.dataset, index);
    pixels.all += map.classes.size();
    pixels.ignored += static_cast<std::uint64_t>(
        std::count_if(map.classes.begin(), map.classes.end(), [](auto one) { return one < 0; }));
    return {{map.size.width, map.size.height}, std::move(map.classes)};
  };
  const evaluation::SemanticResult result =
      evaluation::evaluate_semantic(input.dataset, outcomes, input.classes, truth);
  results.metrics = {{"semantic", result.evaluated}};
  results.metrics_failed_as_empty = {{"semantic", result.failed_as_empty}};
  results.classes = class_table(input, result);
  results.confusions = confusions_of(input.dataset, result);
  warn_of_empty_categories(input.dataset, result, pixels, results);
  add_worst_images(input, outcomes, result, results);
}

}  // namespace assay::pipeline
