// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/binomial.hpp"

#include "core/base/check.hpp"
#include "core/stress/statistics/incomplete_beta.hpp"

namespace assay::stress {
namespace {

/// P(X >= k) of `trials`.
double at_least(std::size_t k, std::size_t trials, double p) {
  if (k == 0) return 1;
  if (k > trials) return 0;
  return incomplete_beta(static_cast<double>(k), static_cast<double>(trials - k + 1), p);
}

double mid_p_lower(std::size_t failures, std::size_t trials, double tail) {
  if (failures == 0) return 0;
  double low = lower_bound(failures, trials, 1 - tail);
  double high = 1;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    const double above =
        (at_least(failures, trials, middle) + at_least(failures + 1, trials, middle)) / 2;
    (above < tail ? low : high) = middle;
  }
}

}  // namespace

double lower_bound(std::size_t failures, std::size_t trials, double confidence) {
  ASSAY_CHECK(failures <= trials && confidence > 0 && confidence < 1);
  if (failures == 0) return 0;
  return incomplete_beta_inverse(static_cast<double>(failures),
                                 static_cast<double>(trials - failures + 1), 1 - confidence);
}

double upper_bound(std::size_t failures, std::size_t trials, double confidence) {
  ASSAY_CHECK(failures <= trials && confidence > 0 && confidence < 1);
  if (failures == trials) return 1;
  return incomplete_beta_inverse(static_cast<double>(failures + 1),
                                 static_cast<double>(trials - failures), confidence);
}

Interval clopper_pearson(std::size_t failures, std::size_t trials, double confidence) {
  const double side = (1 + confidence) / 2;
  return {lower_bound(failures, trials, side), upper_bound(failures, trials, side)};
}

Interval mid_p_interval(std::size_t failures, std::size_t trials, double confidence) {
  ASSAY_CHECK(failures <= trials && confidence > 0 && confidence < 1);
  const double tail = (1 - confidence) / 2;
  return {mid_p_lower(failures, trials, tail), 1 - mid_p_lower(trials - failures, trials, tail)};
}

}  // namespace assay::stress
