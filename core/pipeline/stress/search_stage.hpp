// SPDX-License-Identifier: Apache-2.0
// The search of a stress test: proposals become trials, answers become verdicts, in generations of
// a fixed size, two of which are always under way so that the model never waits.
#pragma once

#include <functional>
#include <vector>

#include "core/pipeline/stress/trial_runner.hpp"
#include "core/stress/score/damage.hpp"
#include "core/stress/search/search.hpp"

namespace assay::pipeline {

/// A trial and what it did to the model's answer.
struct JudgedTrial {
  std::size_t number = 0;  // in the journal
  Trial trial;
  stress::Damage damage;
  bool failed = false;
};

/// Whether damage is enough to be called a failure.
bool is_failure(const stress::Damage& damage, double min_score);

/// Judges an outcome of a trial; pure.
using JudgeTrial =
    std::function<stress::Damage(const Trial& trial, const predict::Outcome& outcome)>;

struct SearchStage {
  TrialRunner& runner;
  const stress::Domain& domain;
  const JudgeTrial& judge;
  std::vector<std::size_t> datapoints;  // that are searched, by the search's numbers of images
  double min_score = 0;
  std::size_t trials = 0;  // to be made
};

/// The dimensions of a domain as a search sees them.
stress::Space space_of(const stress::Domain& domain);
stress::DomainPoint point_at(const stress::Domain& domain, const stress::Place& place);

/// All trials, in their order.
std::vector<JudgedTrial> run_search(stress::Search& search, const SearchStage& stage);

}  // namespace assay::pipeline
