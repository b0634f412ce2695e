// SPDX-License-Identifier: Apache-2.0
// Decisions about a probability of failing that may be taken after any trial: looking often and
// stopping where one likes makes them no less reliable. Trials must be independent draws from
// operation, as in binomial.hpp.
#pragma once

#include <cstddef>

#include "core/stress/statistics/interval.hpp"

namespace assay::stress {

enum class Decision { go_on, passes, fails };

/// How often a test may be wrong, over however many trials.
struct Risks {
  double false_pass = 0.05;  // passes although the probability is at the limit or above
  double false_fail = 0.05;  // fails although it is at the limit or below
};

/// Whether a probability of failing is below a limit. For each side the likelihood ratio of the
/// other side's probabilities, mixed by Jeffreys' distribution Beta(1/2, 1/2), to the limit itself:
/// it is a supermartingale wherever the truth is on the first side, and so by Ville's inequality
/// reaches 1 / risk with probability `risk` at most. Robbins: Statistical methods related to the
/// law of the iterated logarithm (1970); Howard et al.: Time-uniform, nonparametric, nonasymptotic
/// confidence sequences (2021).
class SequentialTest {
 public:
  /// 0 < limit < 1, as risks are.
  explicit SequentialTest(double limit, Risks risks = {});

  /// The outcome of the next trial. Once decided it remains so, and outcomes only count.
  Decision tell(bool failed);
  Decision decision() const { return decision_; }

  std::size_t failures() const { return failures_; }
  std::size_t trials() const { return trials_; }

 private:
  double log_ratio(bool below) const;

  double limit_;
  Risks risks_;
  double log_prior_below_, log_prior_above_;  // Jeffreys' probability of each side
  std::size_t failures_ = 0, trials_ = 0;
  Decision decision_ = Decision::go_on;
};

/// The smallest limit below which the test would find the probability by these trials: an upper
/// bound that holds at whatever trial one stops, all of them at once, with probability 1 - risk.
double sequential_upper_bound(std::size_t failures, std::size_t trials, double risk = 0.05);

/// Intervals after 0, 1, 2 ... trials all of which contain the probability at once in at least
/// `confidence` of all runs; wider than those of binomial.hpp, which hold for one number of trials
/// that was chosen beforehand.
Interval confidence_sequence(std::size_t failures, std::size_t trials, double confidence = 0.95);

}  // namespace assay::stress
