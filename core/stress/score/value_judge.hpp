// SPDX-License-Identifier: Apache-2.0
// Regression: how much further from the truth numbers are, in units of how much the truth varies.
#pragma once

#include <optional>
#include <vector>

#include "core/stress/score/judge.hpp"

namespace assay::stress {

/// The numbers of a prediction without faults.
std::vector<double> regressed_numbers(const predict::Prediction& prediction);

class ValueJudge final : public Judge {
 public:
  /// `truth` is [images, names]; `predictions`: of the images themselves; none where the model gave
  /// no answer.
  ValueJudge(std::vector<double> truth, std::size_t names,
             const std::vector<std::optional<predict::Prediction>>& predictions);

  /// guide: the mean, over the numbers, of the absolute error now less that before, divided by the
  /// standard deviation of the truth in the data set (1 where it does not vary), within -1 to 1.
  /// score: the same where it is above 0.
  Damage damage(const Answer& answer) const override;
  bool can_lose(std::size_t datapoint) const override { return before_.at(datapoint).has_value(); }

 private:
  /// nullopt: the answer has another count of numbers, and so is none.
  std::optional<double> error(std::size_t image, const predict::Prediction& prediction) const;

  std::vector<double> truth_;
  std::vector<double> deviations_;  // of each number
  std::vector<std::optional<double>> before_;
};

}  // namespace assay::stress
