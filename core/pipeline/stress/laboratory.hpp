// SPDX-License-Identifier: Apache-2.0
// Trials are made and judged here, whoever asks for them.
#pragma once

#include <functional>
#include <vector>

#include "core/pipeline/stress/trial_runner.hpp"
#include "core/stress/score/damage.hpp"

namespace assay::pipeline {

/// A trial and what it did to the model's answer.
struct JudgedTrial {
  std::size_t number = 0;  // in the journal
  Trial trial;
  stress::Damage damage;
  bool failed = false;
};

void append(std::vector<JudgedTrial>& all, std::vector<JudgedTrial> more);

/// Judges an outcome of a trial; pure.
using JudgeTrial =
    std::function<stress::Damage(const Trial& trial, const predict::Outcome& outcome)>;

/// What trials are made with. Nothing is owned.
struct Laboratory {
  TrialRunner& runner;
  const JudgeTrial& judge;
  double min_score = 0;  // of a failure
};

/// Trials that are submitted and not yet collected.
struct Submitted {
  std::size_t first = 0;  // number of the first
  std::vector<Trial> trials;
};

Submitted submit(const Laboratory& laboratory, std::vector<Trial> trials);
/// Waits for them, which must be the earliest of those submitted, and judges them in order.
std::vector<JudgedTrial> collect(const Laboratory& laboratory, Submitted submitted);

/// Both.
std::vector<JudgedTrial> make_trials(const Laboratory& laboratory, std::vector<Trial> trials);

}  // namespace assay::pipeline
