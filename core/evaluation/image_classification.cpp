// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/image_classification.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/letters.hpp"
#include "core/evaluation/prediction_fields.hpp"

namespace assay::evaluation {
namespace {

constexpr std::size_t kRanked = 5;

/// Positions by descending score; equals keep their order.
std::vector<std::size_t> descending(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  return order;
}

std::vector<RankedClass> rank_probabilities(const std::vector<double>& probabilities,
                                            const ClassMap& map, std::size_t limit) {
  std::vector<RankedClass> ranking;
  for (const std::size_t i : descending(probabilities)) {
    if (ranking.size() == limit) break;
    const auto index = static_cast<std::int64_t>(i);
    ranking.push_back({index, map.name_of(index), map.category_of(index), probabilities[i]});
  }
  return ranking;
}

RankedClass ranked_class(const ClassFields& fields, std::size_t i, const ClassMap& map) {
  const auto category = fields.classes.category(i, map);
  if (!fields.classes.names.empty()) {
    return {-1, fields.classes.names[i], category, fields.scores[i]};
  }
  const std::int64_t index = fields.classes.indices[i];
  return {index, map.name_of(index), category, fields.scores[i]};
}

bool same_class(const RankedClass& a, const RankedClass& b) {
  return a.index == b.index && fold_name(a.name) == fold_name(b.name);
}

std::vector<RankedClass> rank_scores(const ClassFields& fields, const ClassMap& map,
                                     std::size_t limit) {
  std::vector<RankedClass> ranking;
  for (const std::size_t i : descending(fields.scores)) {
    if (ranking.size() == limit) break;
    RankedClass next = ranked_class(fields, i, map);
    const bool known = std::any_of(ranking.begin(), ranking.end(), [&](const RankedClass& ranked) {
      return same_class(ranked, next);
    });
    if (!known) ranking.push_back(std::move(next));
  }
  return ranking;
}

/// Whether one of the first `depth` is the truth.
bool is_among(std::size_t truth, const std::vector<RankedClass>& ranking, std::size_t depth) {
  const auto end = ranking.begin() + static_cast<std::ptrdiff_t>(std::min(depth, ranking.size()));
  return std::any_of(ranking.begin(), end,
                     [&](const RankedClass& ranked) { return ranked.category == truth; });
}

ClassifiedDatapoint classify(const predict::Outcome& outcome, const dataset::Dataset& dataset,
                             const ClassMap& map) {
  const dataset::Datapoint& datapoint = dataset.datapoints.at(outcome.index);
  ClassifiedDatapoint result;
  result.index = outcome.index;
  result.truth = std::get<dataset::ClassTruth>(dataset.truth).classes.at(outcome.index);
  result.ranking = in_context([&] { return "evaluating the prediction of " + datapoint.id; },
                              [&] { return rank_classes(*outcome.prediction(), map, kRanked); });
  result.top1 = is_among(result.truth, result.ranking, 1);
  result.top5 = is_among(result.truth, result.ranking, kRanked);
  return result;
}

std::vector<Confusion> count_confusions(const std::vector<ClassifiedDatapoint>& datapoints) {
  std::map<std::pair<std::size_t, std::string>, std::size_t> counts;
  for (const ClassifiedDatapoint& datapoint : datapoints) {
    if (datapoint.top1) continue;
    const auto& ranking = datapoint.ranking;
    ++counts[{datapoint.truth, ranking.empty() ? "" : ranking.front().name}];
  }
  std::vector<Confusion> confusions;
  confusions.reserve(counts.size());
  for (const auto& [pair, count] : counts) confusions.push_back({pair.first, pair.second, count});
  std::stable_sort(confusions.begin(), confusions.end(),
                   [](const Confusion& a, const Confusion& b) { return a.count > b.count; });
  return confusions;
}

Summary shares(const std::vector<ClassifiedDatapoint>& datapoints, std::size_t total) {
  const auto share = [&](bool ClassifiedDatapoint::*flag) -> std::optional<double> {
    if (total == 0) return std::nullopt;
    const auto count = std::count_if(datapoints.begin(), datapoints.end(),
                                     [&](const ClassifiedDatapoint& d) { return d.*flag; });
    return static_cast<double>(count) / static_cast<double>(total);
  };
  return {{"top1", share(&ClassifiedDatapoint::top1)}, {"top5", share(&ClassifiedDatapoint::top5)}};
}

}  // namespace

std::optional<std::string> fault_in_classes(const predict::Prediction& prediction,
                                            const ClassMap& map) {
  auto fields = read_class_fields(prediction, map);
  if (auto* fault = std::get_if<std::string>(&fields)) return std::move(*fault);
  return std::nullopt;
}

std::vector<RankedClass> rank_classes(const predict::Prediction& prediction, const ClassMap& map,
                                      std::size_t limit) {
  const auto read = read_class_fields(prediction, map);
  if (const auto* fault = std::get_if<std::string>(&read)) {
    throw Error(ErrorKind::plugin, *fault);
  }
  const auto& fields = std::get<ClassFields>(read);
  return fields.probabilities.empty() ? rank_scores(fields, map, limit)
                                      : rank_probabilities(fields.probabilities, map, limit);
}

ClassificationResult evaluate_classification(const dataset::Dataset& dataset,
                                             std::span<const predict::Outcome> outcomes,
                                             const ClassMap& map) {
  ClassificationResult result;
  for (const predict::Outcome& outcome : outcomes) {
    if (outcome.prediction() == nullptr) continue;
    result.datapoints.push_back(classify(outcome, dataset, map));
  }
  result.evaluated = shares(result.datapoints, result.datapoints.size());
  result.failed_as_empty = shares(result.datapoints, outcomes.size());
  result.confusions = count_confusions(result.datapoints);
  return result;
}

}  // namespace assay::evaluation
