// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/regression.hpp"

#include <fmt/format.h>

#include <cmath>
#include <variant>

#include "core/base/error.hpp"
#include "core/evaluation/field_reader.hpp"

namespace assay::evaluation {
namespace {

using Values = std::vector<double>;

std::variant<Values, std::string> read_values(const predict::Prediction& prediction,
                                              std::optional<std::size_t> count) {
  const ClassMap no_classes;
  FieldReader reader(prediction, no_classes);
  Values values = reader.finite_numbers("regressed_values");
  if (!reader.fault().empty()) return reader.fault();
  const auto& shape = prediction.array("regressed_values")->shape;
  const bool fits = count ? values.size() == *count : !values.empty();
  if (shape.size() == 1 && fits) return values;
  return fmt::format(
      "'regressed_values' has the shape [{}]; [{}] is wanted, the data set's numbers",
      fmt::join(shape, ", "), count ? fmt::to_string(*count) : "N");
}

/// Pairs of predicted and true numbers of one name, or of all.
class Errors {
 public:
  void add(double predicted, double truth) {
    const double error = predicted - truth;
    signed_ += error;
    absolute_ += std::abs(error);
    squared_ += error * error;
    truths_.push_back(truth);
  }

  std::optional<double> mae() const { return mean(absolute_); }
  std::optional<double> bias() const { return mean(signed_); }
  std::optional<double> rmse() const {
    const auto squared = mean(squared_);
    return squared ? std::optional(std::sqrt(*squared)) : std::nullopt;
  }
  std::optional<double> r2() const {
    double sum = 0;
    for (const double truth : truths_) sum += truth;
    const double middle = truths_.empty() ? 0 : sum / static_cast<double>(truths_.size());
    double spread = 0;
    for (const double truth : truths_) spread += (truth - middle) * (truth - middle);
    if (!(spread > 0)) return std::nullopt;
    return 1 - squared_ / spread;
  }

 private:
  std::optional<double> mean(double sum) const {
    if (truths_.empty()) return std::nullopt;
    return sum / static_cast<double>(truths_.size());
  }

  double signed_ = 0;
  double absolute_ = 0;
  double squared_ = 0;
  std::vector<double> truths_;
};

std::optional<double> mean_r2(const std::vector<ValueErrors>& names) {
  double sum = 0;
  std::size_t count = 0;
  for (const ValueErrors& name : names) {
    if (!name.r2) continue;
    sum += *name.r2;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace

std::optional<std::string> fault_in_values(const predict::Prediction& prediction,
                                           std::optional<std::size_t> count) {
  auto read = read_values(prediction, count);
  if (auto* fault = std::get_if<std::string>(&read)) return std::move(*fault);
  return std::nullopt;
}

RegressionResult evaluate_regression(const dataset::Dataset& dataset,
                                     std::span<const predict::Outcome> outcomes) {
  const auto& truth = std::get<dataset::RegressionTruth>(dataset.truth);
  const std::size_t count = truth.names.size();
  RegressionResult result;
  Errors all;
  std::vector<Errors> of_name(count);
  for (const predict::Outcome& outcome : outcomes) {
    if (outcome.prediction() == nullptr) continue;
    auto read = read_values(*outcome.prediction(), count);
    if (const auto* fault = std::get_if<std::string>(&read)) {
      throw Error(ErrorKind::plugin, fmt::format("prediction of {}: {}",
                                                 dataset.datapoints.at(outcome.index).id, *fault));
    }
    RegressedDatapoint datapoint{outcome.index, std::get<Values>(std::move(read)), 0};
    Errors own;
    for (std::size_t i = 0; i < count; ++i) {
      const double wanted = truth.values.at(outcome.index * count + i);
      for (Errors* errors : {&all, &of_name[i], &own}) errors->add(datapoint.predicted[i], wanted);
    }
    datapoint.mean_error = own.mae().value_or(0);
    result.datapoints.push_back(std::move(datapoint));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Errors& of = of_name[i];
    result.names.push_back({truth.names[i], of.mae(), of.rmse(), of.r2(), of.bias()});
  }
  result.evaluated = {{"mae", all.mae()}, {"rmse", all.rmse()}, {"r2", mean_r2(result.names)}};
  result.failed_as_empty = result.evaluated;
  if (result.datapoints.size() < outcomes.size()) {
    for (Metric& metric : result.failed_as_empty) metric.value = std::nullopt;
  }
  return result;
}

}  // namespace assay::evaluation
