// SPDX-License-Identifier: Apache-2.0
// How trials of a run are judged: from an outcome, with what happened to the places of things, to
// the damage.
#pragma once

#include <cstdint>

#include "core/pipeline/run_input.hpp"
#include "core/pipeline/stress/laboratory.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::pipeline {

/// What trials of one run have in common. Nothing is owned.
struct JudgedDomain {
  const RunInput& input;
  const stress::Domain& domain;
  std::uint64_t seed = 0;
};

/// A trial of each datapoint as it is: what the judge is made from.
std::vector<Trial> baseline_trials(const RunInput& input);

/// What happens to the places of things of an image of that size.
stress::Motion motion_of(const JudgedDomain& of, const Trial& trial, image::Size size);

/// All that is referred to must outlive the result.
JudgeTrial trial_judge(const stress::Judge& judge, const JudgedDomain& of);

}  // namespace assay::pipeline
