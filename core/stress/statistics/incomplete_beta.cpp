// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/incomplete_beta.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

const double kLogTwoPi = std::log(2 * std::numbers::pi);
constexpr double kExact = std::numeric_limits<double>::epsilon();

/// What Stirling's formula leaves of ln(gamma(z)).
double stirling_error(double z) {
  if (z < 15) return std::lgamma(z) - ((z - 0.5) * std::log(z) - z + kLogTwoPi / 2);
  const double w = 1 / (z * z);
  return (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w / 1188)))) / z;
}

/// ln(part / whole) where part = whole + excess, exact also where that is little.
double log_share(double part, double whole, double excess) {
  return excess < -whole / 2 ? std::log(part / whole) : std::log1p(excess / whole);
}

/// x^a (1 - x)^b / B(a, b).
double density_times_width(double a, double b, double x) {
  const double n = a + b;
  const double excess = std::fma(x, n, -a);
  const double powers = a * log_share(x * n, a, excess) + b * log_share((1 - x) * n, b, -excess);
  return std::exp(powers + (std::log(a * b / n) - kLogTwoPi) / 2 + stirling_error(n) -
                  stirling_error(a) - stirling_error(b));
}

/// ln(a / (a + b)).
double log_part(double a, double b) {
  return a < b ? std::log(a / (a + b)) : std::log1p(-b / (a + b));
}

double away_from_zero(double value) {
  return std::abs(value) < 1e-300 ? 1e-300 : value;
}

double continued_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double value = d;
  for (double m = 1; m < 1e6; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= c * d;
    if (std::abs(c * d - 1) < 2 * kExact) break;
  }
  return value;
}

}  // namespace

double log_beta(double a, double b) {
  const double n = a + b;
  return stirling_error(a) + stirling_error(b) - stirling_error(n) -
         (std::log(a * b / n) - kLogTwoPi) / 2 + a * log_part(a, b) + b * log_part(b, a);
}

double incomplete_beta(double a, double b, double x) {
  ASSAY_CHECK(a > 0 && b > 0);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double density = density_times_width(a, b, x);
  // The fraction converges fast below the mean only.
  if (x < (a + 1) / (a + b + 2)) return density * continued_fraction(a, b, x) / a;
  return 1 - density * continued_fraction(b, a, 1 - x) / b;
}

double incomplete_beta_inverse(double a, double b, double p) {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  double low = 0;
  double high = 1;
  double x = a / (a + b);
  for (int step = 0; step < 200; ++step) {
    const double excess = incomplete_beta(a, b, x) - p;
    (excess < 0 ? low : high) = x;
    const double slope = density_times_width(a, b, x) / (x * (1 - x));
    double next = x - excess / slope;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (std::abs(next - x) <= 2 * kExact * x) return next;
    x = next;
  }
  return x;
}

}  // namespace assay::stress
