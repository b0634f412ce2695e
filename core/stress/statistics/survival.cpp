// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/survival.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/check.hpp"
#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

/// `greenwood` is the sum of d / (n (n - d)) over the steps so far.
Interval log_log_band(double surviving, double greenwood, double z) {
  const double log_surviving = std::log(surviving);
  const double spread = std::exp(z * std::sqrt(greenwood) / -log_surviving);
  return {std::pow(surviving, spread), std::pow(surviving, 1 / spread)};
}

/// The first strength at which a part of the curve is down to a half.
template <class Part>
std::optional<double> half_at(const std::vector<SurvivalStep>& steps, Part part) {
  // A product such as 4/5 * 3/4 * 2/3 * 5/4 is a half but for rounding.
  const auto down = std::find_if(steps.begin(), steps.end(), [&](const SurvivalStep& step) {
    return part(step) <= 0.5 + 1e-12;
  });
  if (down == steps.end()) return std::nullopt;
  return down->strength;
}

}  // namespace

Subject subject_of(const Bracket& bracket) {
  return {bracket.failing.value_or(bracket.passing), bracket.failing.has_value()};
}

double surviving_at(const SurvivalCurve& curve, double strength) {
  double surviving = 1;
  for (const SurvivalStep& step : curve.steps) {
    if (step.strength <= strength) surviving = step.surviving;
  }
  return surviving;
}

SurvivalCurve kaplan_meier(std::span<const Subject> subjects, double confidence) {
  ASSAY_CHECK(confidence > 0 && confidence < 1);
  std::vector<Subject> sorted(subjects.begin(), subjects.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Subject& a, const Subject& b) { return a.strength < b.strength; });
  SurvivalCurve curve;
  curve.subjects = sorted.size();
  const double z = normal_quantile((1 + confidence) / 2);
  double surviving = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    const std::size_t at_risk = sorted.size() - i;
    const double strength = sorted[i].strength;
    std::size_t failed = 0;
    for (; i < sorted.size() && sorted[i].strength == strength; ++i) failed += sorted[i].failed;
    if (failed == 0) continue;
    const auto n = static_cast<double>(at_risk);
    const auto d = static_cast<double>(failed);
    surviving *= 1 - d / n;
    SurvivalStep step{strength, at_risk, failed, surviving, {}};
    if (failed < at_risk) {
      greenwood += d / (n * (n - d));
      step.band = log_log_band(surviving, greenwood, z);
    } else {
      step.band = {0, curve.steps.empty() ? 1 : curve.steps.back().band.high};
    }
    curve.steps.push_back(step);
  }
  curve.median = half_at(curve.steps, [](const SurvivalStep& step) { return step.surviving; });
  curve.median_low = half_at(curve.steps, [](const SurvivalStep& step) { return step.band.low; });
  curve.median_high = half_at(curve.steps, [](const SurvivalStep& step) { return step.band.high; });
  return curve;
}

double median_lower_bound(std::vector<double> lasted, double confidence) {
  ASSAY_CHECK(confidence > 0 && confidence < 1);
  std::sort(lasted.begin(), lasted.end());
  const auto n = static_cast<double>(lasted.size());
  double bound = 0;
  double fewer = 0;  // the probability that fewer than k of n are below the median
  double log_one = -n * std::log(2.0);  // that of exactly k - 1 of them
  for (std::size_t k = 1; k <= lasted.size(); ++k) {
    fewer += std::exp(log_one);
    if (fewer > 1 - confidence) break;
    bound = lasted[k - 1];
    const auto one = static_cast<double>(k);
    log_one += std::log((n - one + 1) / one);
  }
  return bound;
}

}  // namespace assay::stress
