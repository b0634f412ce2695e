// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/dithering.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

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

}  // namespace assay::stress
