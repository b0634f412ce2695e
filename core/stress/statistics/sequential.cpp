// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/sequential.hpp"

#include <cmath>

#include "core/base/check.hpp"
#include "core/stress/statistics/incomplete_beta.hpp"

namespace assay::stress {
namespace {

constexpr double kPrior = 0.5;  // both parameters of Jeffreys' distribution

double times_log(double factor, double value) {
  return factor > 0 ? factor * std::log(value) : 0;
}

/// Of outcomes of which `failures` are failures.
double log_likelihood(double failures, double passes, double p) {
  return times_log(failures, p) + times_log(passes, 1 - p);
}

/// The likelihood mixed over all p.
double log_mixture(double failures, double passes) {
  return log_beta(failures + kPrior, passes + kPrior) - log_beta(kPrior, kPrior);
}

/// Of the mixture over the probabilities below a limit to the limit itself.
double log_ratio_below(double failures, double passes, double limit) {
  const double share = incomplete_beta(failures + kPrior, passes + kPrior, limit);
  const double prior = incomplete_beta(kPrior, kPrior, limit);
  return log_mixture(failures, passes) + std::log(share) - std::log(prior) -
         log_likelihood(failures, passes, limit);
}

/// Where, between where the likelihood is highest and an end, the mixture has come to outweigh it
/// by 1 / risk.
double end_of_sequence(double failures, double passes, double end, double log_risk) {
  const double mixture = log_mixture(failures, passes);
  double inside = failures / (failures + passes);
  if (inside == end) return end;
  while (true) {
    const double middle = inside + (end - inside) / 2;
    if (middle == inside || middle == end) return end;
    const bool excluded = mixture - log_likelihood(failures, passes, middle) >= -log_risk;
    (excluded ? end : inside) = middle;
  }
}

}  // namespace

SequentialTest::SequentialTest(double limit, Risks risks)
    : limit_(limit),
      risks_(risks),
      log_prior_below_(std::log(incomplete_beta(kPrior, kPrior, limit))),
      log_prior_above_(std::log(incomplete_beta(kPrior, kPrior, 1 - limit))) {
  ASSAY_CHECK(limit > 0 && limit < 1);
  ASSAY_CHECK(risks.false_pass > 0 && risks.false_pass < 1);
  ASSAY_CHECK(risks.false_fail > 0 && risks.false_fail < 1);
}

double SequentialTest::log_ratio(bool below) const {
  const auto failures = static_cast<double>(failures_);
  const auto passes = static_cast<double>(trials_ - failures_);
  const double a = failures + kPrior;
  const double b = passes + kPrior;
  const double side = below ? std::log(incomplete_beta(a, b, limit_)) - log_prior_below_
                            : std::log(incomplete_beta(b, a, 1 - limit_)) - log_prior_above_;
  return log_mixture(failures, passes) + side - log_likelihood(failures, passes, limit_);
}

Decision SequentialTest::tell(bool failed) {
  ++trials_;
  if (failed) ++failures_;
  if (decision_ != Decision::go_on) return decision_;
  const auto failures = static_cast<double>(failures_);
  const auto passes = static_cast<double>(trials_ - failures_);
  const double rate = failures / (failures + passes);
  const bool below = rate < limit_;
  const double needed = -std::log(below ? risks_.false_pass : risks_.false_fail);
  // No mixture of one side is likelier than the likeliest probability: mostly that settles it.
  const double best =
      log_likelihood(failures, passes, rate) - log_likelihood(failures, passes, limit_);
  if (best < needed || log_ratio(below) < needed) return decision_;
  return decision_ = below ? Decision::passes : Decision::fails;
}

double sequential_upper_bound(std::size_t failures, std::size_t trials, double risk) {
  ASSAY_CHECK(failures <= trials && risk > 0 && risk < 1);
  if (failures == trials) return 1;
  const auto failing = static_cast<double>(failures);
  const auto passing = static_cast<double>(trials - failures);
  double inside = failing / static_cast<double>(trials);
  double outside = 1;
  while (true) {
    const double middle = inside + (outside - inside) / 2;
    if (middle == inside || middle == outside) return outside;
    const bool excluded = log_ratio_below(failing, passing, middle) >= -std::log(risk);
    (excluded ? outside : inside) = middle;
  }
}

Interval confidence_sequence(std::size_t failures, std::size_t trials, double confidence) {
  ASSAY_CHECK(failures <= trials && confidence > 0 && confidence < 1);
  if (trials == 0) return {0, 1};
  const auto failing = static_cast<double>(failures);
  const auto passing = static_cast<double>(trials - failures);
  const double log_risk = std::log(1 - confidence);
  return {end_of_sequence(failing, passing, 0, log_risk),
          end_of_sequence(failing, passing, 1, log_risk)};
}

}  // namespace assay::stress
