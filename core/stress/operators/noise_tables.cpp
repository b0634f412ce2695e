// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/noise_tables.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

/// What dither adds to the variance: the mean of f (1 - f) over fractions f, term by term of its
/// Fourier series, of which a normal variable damps each.
double variance_of_rounding(double mean, double deviation) {
  constexpr double kPi = std::numbers::pi;
  double sum = 0;
  for (int k = 1; k <= 400; ++k) {
    const double damping = std::exp(-2 * kPi * kPi * k * k * deviation * deviation);
    if (damping < 1e-12) break;
    sum += std::cos(2 * kPi * k * mean) * damping / (double{1} * k * k);
  }
  return 1.0 / 6 - sum / (kPi * kPi);
}

}  // namespace

DitheredNormal::DitheredNormal(double mean) {
  const double fraction = mean - std::floor(mean);
  variance_[0] = fraction * (1 - fraction);
  for (std::size_t k = 1; k <= kSteps; ++k) {
    const double deviation = static_cast<double>(k) / kSteps;
    variance_[k] = deviation * deviation + variance_of_rounding(mean, deviation);
  }
}

double DitheredNormal::before_rounding(double deviation) const {
  const double variance = deviation * deviation;
  if (variance >= variance_.back()) return std::sqrt(variance - 1.0 / 6);
  const auto above = static_cast<std::size_t>(
      std::upper_bound(variance_.begin(), variance_.end(), variance) - variance_.begin());
  if (above == 0) return 0;
  const double low = variance_[above - 1];
  const double between = (variance - low) / (variance_[above] - low);
  return (static_cast<double>(above - 1) + between) / kSteps;
}

void fill_poisson_quantiles(double mean, std::span<float> quantiles) {
  const auto size = static_cast<double>(quantiles.size());
  if (mean >= 500) {
    const auto normal = normal_table();
    const std::size_t step = normal.size() / quantiles.size();
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
      const float z = normal[i * step + step / 2];
      quantiles[i] =
          static_cast<float>(mean) + static_cast<float>(std::sqrt(mean)) * z + (z * z - 1) / 6;
    }
    return;
  }
  double probability = std::exp(-mean);
  double below = probability;
  std::size_t i = 0;
  for (int k = 0; i < quantiles.size(); ++k) {
    // The last steps of the sum may round away to nothing.
    const bool last = k > mean && probability < 1e-18;
    const auto end = last ? quantiles.size()
                          : std::min(quantiles.size(),
                                     static_cast<std::size_t>(std::max(below * size + 0.5, 0.0)));
    if (i < end) std::fill(&quantiles[i], quantiles.data() + end, static_cast<float>(k));
    i = std::max(i, end);
    probability *= mean / (k + 1);
    below += probability;
  }
}

}  // namespace assay::stress
