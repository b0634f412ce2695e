// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/evaluation/image_to_image.hpp"
#include "core/evaluation/regression.hpp"
#include "core/pipeline/assess.hpp"
#include "core/pipeline/comparisons.hpp"
#include "core/pipeline/target_image.hpp"

namespace assay::pipeline {
namespace {

report::MetricGroup group_of(const evaluation::ValueErrors& errors) {
  return {"regression." + errors.name,
          {{"mae", errors.mae}, {"rmse", errors.rmse}, {"r2", errors.r2}, {"bias", errors.bias}}};
}

evaluation::ValueErrors undefined(const std::string& name) {
  evaluation::ValueErrors errors;
  errors.name = name;
  return errors;
}

std::string caption(const evaluation::RegressedDatapoint& datapoint,
                    const dataset::RegressionTruth& truth) {
  const std::size_t count = truth.names.size();
  return compare_numbers(truth.names, datapoint.predicted,
                         std::span(truth.values).subspan(datapoint.index * count, count));
}

/// Nothing where no image was returned.
report::Comparison comparison_of(const RunInput& input, const predict::Outcome& outcome) {
  const predict::Prediction* prediction = outcome.prediction();
  const auto returned =
      prediction == nullptr ? std::nullopt : evaluation::returned_image(*prediction);
  if (!returned) return {};
  return compare_pictures(
      *returned, read_target(input.dataset, input.dataset_spec, outcome.index, returned->format));
}

report::WorstImage worst_image(const RunInput& input, const predict::Outcome& outcome,
                               std::string remark) {
  const dataset::Datapoint& datapoint = input.dataset.datapoints.at(outcome.index);
  return {datapoint.id, datapoint.path, outcome.image, {}, std::move(remark)};
}

}  // namespace

void assess_values(const RunInput& input, std::span<const predict::Outcome> outcomes,
                   report::RunResults& results) {
  auto result = evaluation::evaluate_regression(input.dataset, outcomes);
  results.metrics = {{"regression", result.evaluated}};
  results.metrics_failed_as_empty = {{"regression", result.failed_as_empty}};
  for (const evaluation::ValueErrors& errors : result.names) {
    results.metrics.push_back(group_of(errors));
    results.metrics_failed_as_empty.push_back(
        group_of(results.counts.failed == 0 ? errors : undefined(errors.name)));
  }
  std::stable_sort(result.datapoints.begin(), result.datapoints.end(),
                   [](const auto& a, const auto& b) { return a.mean_error > b.mean_error; });
  result.datapoints.resize(std::min(result.datapoints.size(), kWorstImages));
  const auto& truth = std::get<dataset::RegressionTruth>(input.dataset.truth);
  for (const evaluation::RegressedDatapoint& one : result.datapoints) {
    if (!(one.mean_error > 0)) continue;
    results.worst_images.push_back(worst_image(input, outcomes[one.index], caption(one, truth)));
  }
}

void assess_pictures(const RunInput& input, const predict::OutcomeStream& outcomes,
                     report::RunResults& results) {
  auto result = evaluation::evaluate_images(
      input.dataset, outcomes, [&](std::size_t index, image::PixelFormat format) {
        return read_target(input.dataset, input.dataset_spec, index, format);
      });
  results.metrics = {{"image", result.evaluated}};
  results.metrics_failed_as_empty = {{"image", result.failed_as_empty}};
  std::stable_sort(result.datapoints.begin(), result.datapoints.end(),
                   [](const auto& a, const auto& b) { return a.psnr < b.psnr; });
  result.datapoints.resize(std::min(result.datapoints.size(), kWorstImages));
  for (const evaluation::ComparedDatapoint& one : result.datapoints) {
    if (one.psnr >= evaluation::kHighestPsnr) break;
    const predict::Outcome outcome = outcomes.at(one.index);
    report::WorstImage worst = worst_image(input, outcome, fmt::format("{:.2f} dB", one.psnr));
    worst.comparison = comparison_of(input, outcome);
    results.worst_images.push_back(std::move(worst));
  }
}

}  // namespace assay::pipeline
