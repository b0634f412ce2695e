// SPDX-License-Identifier: Apache-2.0
// How many subjects last to which strength: images under a transformation that grows, of which some
// fail and the others last to the end of the range, or to where their test ended.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/stress/statistics/interval.hpp"

namespace assay::stress {

/// What bisection leaves: it fails somewhere above `passing`, and at `failing` at the latest.
struct Bracket {
  double passing = 0;
  std::optional<double> failing;  // nullopt: it never failed
  bool operator==(const Bracket&) const = default;
};

struct Subject {
  double strength = 0;
  bool failed = false;  // there; else it was seen to last to there (censored)
};
/// Failed where it was first seen to fail: no failure is reported weaker than it was seen, and the
/// curve is too optimistic by the width of the bracket at most.
Subject subject_of(const Bracket& bracket);

/// After the failures at one strength.
struct SurvivalStep {
  double strength = 0;
  std::size_t at_risk = 0;  // that lasted to there
  std::size_t failed = 0;   // there
  double surviving = 1;     // part of all subjects that last beyond
  Interval band;            // of `surviving`, for this strength alone
};

struct SurvivalCurve {
  std::vector<SurvivalStep> steps;  // by strength; all survive below the first
  std::size_t subjects = 0;

  /// The least strength beyond which no more than half survive; nullopt: more than half survive
  /// all that was tried.
  std::optional<double> median;
  /// Where the band is about a half (Brookmeyer, Crowley 1982); nullopt: above all that was tried.
  std::optional<double> median_low, median_high;
};

/// The part that survives a strength, 1 below the first step.
double surviving_at(const SurvivalCurve& curve, double strength);

/// The product-limit estimate (Kaplan, Meier 1958): those censored at a strength count as having
/// lasted to it. Bands by Greenwood's variance of ln(-ln S) (Kalbfleisch, Prentice 1980), which
/// stay within 0 to 1; where none survives, from 0 to the last band's upper end, since that
/// variance is infinite.
SurvivalCurve kaplan_meier(std::span<const Subject> subjects, double confidence = 0.95);

/// A lower bound of what half of all subjects last to, some having lasted to `lasted` at least: the
/// k-th smallest, k being the largest for which fewer than k of n subjects would be below their
/// median with a probability of 1 - confidence at most (binomial, exact for any distribution). 0
/// where there is none, as of fewer than five at a confidence of 0.95. `lasted` are at least 0.
double median_lower_bound(std::vector<double> lasted, double confidence = 0.95);

}  // namespace assay::stress
