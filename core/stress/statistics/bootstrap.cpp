// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>

#include "core/base/check.hpp"
#include "core/stress/statistics/incomplete_beta.hpp"

namespace assay::stress {
namespace {

double normal_probability(double z) {
  return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Between neighbours (Hyndman, Fan 1996, type 7).
double quantile_of(const std::vector<double>& sorted, double p) {
  const double at = std::clamp(p, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], at - static_cast<double>(below));
}

/// Where Student's quantile for `count` values is, in deviations of a mean in resamples, which are
/// short by the root of (count - 1) / count. `p` is above a half.
double expanded_deviate(double p, std::size_t count) {
  if (count < 2) return 0;
  const auto freedom = static_cast<double>(count - 1);
  const double x = incomplete_beta_inverse(freedom / 2, 0.5, 2 * (1 - p));
  return std::sqrt((1 - x) / x * (freedom + 1));
}

/// Of a mean, by leaving out one value at a time (Efron 1987, eq. 6.6).
double acceleration(std::span<const double> values, double mean) {
  double squares = 0;
  double cubes = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    cubes += (value - mean) * (value - mean) * (value - mean);
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

/// How much of the replicates is on one side of the estimate, as a normal deviate.
double bias_correction(const std::vector<double>& replicates, double estimate) {
  double below = 0;
  for (const double value : replicates) {
    below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
  }
  const auto count = static_cast<double>(replicates.size());
  return normal_quantile(std::clamp(below / count, 0.5 / count, 1 - 0.5 / count));
}

}  // namespace

std::vector<std::size_t> resample(std::size_t count, Stream& random) {
  std::vector<std::size_t> drawn(count);
  for (std::size_t& unit : drawn) {
    unit = static_cast<std::size_t>(random.uniform() * static_cast<double>(count));
  }
  return drawn;
}

Interval percentile_interval(std::vector<double> replicates, std::size_t units, double confidence) {
  ASSAY_CHECK(!replicates.empty());
  std::sort(replicates.begin(), replicates.end());
  const double deviate = expanded_deviate((1 + confidence) / 2, units);
  return {quantile_of(replicates, normal_probability(-deviate)),
          quantile_of(replicates, normal_probability(deviate))};
}

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b,
                                   Stream random, const BootstrapSetting& setting) {
  ASSAY_CHECK(a.size() == b.size() && !a.empty());
  std::vector<double> differences(a.size());
  std::transform(a.begin(), a.end(), b.begin(), differences.begin(), std::minus());
  const double mean = mean_of(differences);
  std::vector<double> replicates(setting.replicates);
  for (double& replicate : replicates) {
    double sum = 0;
    for (const std::size_t unit : resample(a.size(), random)) sum += differences[unit];
    replicate = sum / static_cast<double>(a.size());
  }
  std::sort(replicates.begin(), replicates.end());

  const double bias = bias_correction(replicates, mean);
  const double skew = acceleration(differences, mean);
  const double deviate = expanded_deviate((1 + setting.confidence) / 2, a.size());
  const auto end = [&](double z) {
    return quantile_of(replicates, normal_probability(bias + z / (1 - skew * z)));
  };
  return {mean, {end(bias - deviate), end(bias + deviate)}, a.size()};
}

}  // namespace assay::stress
