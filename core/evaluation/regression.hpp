// SPDX-License-Identifier: Apache-2.0
// From the numbers that a model returned to how far they are from the true ones.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/evaluation/coco_summary.hpp"
#include "core/predict/outcome.hpp"

namespace assay::evaluation {

/// What is wrong with a prediction, or nullopt: `regressed_values` is not [count] finite numbers,
/// where there is a count. Make a Failure of kind invalid_output of it.
std::optional<std::string> fault_in_values(const predict::Prediction& prediction,
                                           std::optional<std::size_t> count);

/// Of one of the numbers, over the evaluated datapoints. None where there are no datapoints.
struct ValueErrors {
  std::string name;
  std::optional<double> mae;   // mean absolute error
  std::optional<double> rmse;  // root of the mean squared error
  /// 1 - squared errors / squared distances of the truth from its mean; none where the truth is the
  /// same everywhere.
  std::optional<double> r2;
  std::optional<double> bias;  // mean of predicted - true
  bool operator==(const ValueErrors&) const = default;
};

struct RegressedDatapoint {
  std::size_t index = 0;          // in the data set
  std::vector<double> predicted;  // [names]
  double mean_error = 0;          // mean absolute error of its numbers
};

/// The group "regression": mae and rmse over all numbers of all evaluated datapoints, r2 the mean
/// of the names'; not defined where there is nothing to take a mean of.
struct RegressionResult {
  Summary evaluated;
  /// A failed datapoint gave no number, and none that could stand for it is far enough from every
  /// truth: not defined as soon as one has failed, so that a gate on it fails.
  Summary failed_as_empty;
  std::vector<ValueErrors> names;              // as RegressionTruth::names
  std::vector<RegressedDatapoint> datapoints;  // evaluated ones, in the data set's order
};

/// Outcomes stand in the data set's order, one for each datapoint that was to be predicted. The
/// data set has numbers. Requires fault_in_values() to be silent on each prediction, else throws
/// Error{plugin}.
RegressionResult evaluate_regression(const dataset::Dataset& dataset,
                                     std::span<const predict::Outcome> outcomes);

}  // namespace assay::evaluation
