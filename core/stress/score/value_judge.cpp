// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/value_judge.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/check.hpp"
#include "core/evaluation/array_numbers.hpp"

namespace assay::stress {
namespace {

std::vector<double> deviations_of(const std::vector<double>& truth, std::size_t names) {
  std::vector<double> deviations;
  const std::size_t rows = truth.size() / names;
  const auto count = static_cast<double>(rows);
  for (std::size_t n = 0; n < names; ++n) {
    double sum = 0;
    double squares = 0;
    bool varies = false;  // what rounding leaves of equal numbers is no deviation
    for (std::size_t i = n; i < truth.size(); i += names) {
      sum += truth[i];
      varies = varies || truth[i] != truth[n];
    }
    for (std::size_t i = n; i < truth.size(); i += names) {
      squares += (truth[i] - sum / count) * (truth[i] - sum / count);
    }
    const double deviation = varies ? std::sqrt(squares / count) : 0;
    deviations.push_back(deviation > 0 ? deviation : 1);
  }
  return deviations;
}

}  // namespace

std::vector<double> regressed_numbers(const predict::Prediction& prediction) {
  const predict::Array* array = prediction.array("regressed_values");
  ASSAY_CHECK(array != nullptr);
  auto numbers = evaluation::numbers_of(*array);
  ASSAY_CHECK(numbers.has_value());
  return *std::move(numbers);
}

ValueJudge::ValueJudge(std::vector<double> truth, std::size_t names,
                       const std::vector<std::optional<predict::Prediction>>& predictions)
    : truth_(std::move(truth)), deviations_(deviations_of(truth_, names)) {
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    before_.emplace_back();
    if (predictions[i]) before_.back() = error(i, *predictions[i]);
  }
}

std::optional<double> ValueJudge::error(std::size_t image,
                                        const predict::Prediction& prediction) const {
  const std::vector<double> numbers = regressed_numbers(prediction);
  if (numbers.size() != deviations_.size()) return std::nullopt;
  double sum = 0;
  for (std::size_t n = 0; n < numbers.size(); ++n) {
    sum += std::abs(numbers[n] - truth_[image * numbers.size() + n]) / deviations_[n];
  }
  return sum / static_cast<double>(numbers.size());
}

Damage ValueJudge::damage(const Answer& answer) const {
  const auto& before = before_.at(answer.datapoint);
  if (!before) return {};
  const auto now = error(answer.datapoint, answer.prediction);
  if (!now) return crash_damage();
  Damage damage;
  damage.guide = std::clamp(*now - *before, -1.0, 1.0);
  damage.score = std::max(0.0, damage.guide);
  if (damage.score > 0) damage.mode = FailureMode::less_accurate;
  return damage;
}

}  // namespace assay::stress
