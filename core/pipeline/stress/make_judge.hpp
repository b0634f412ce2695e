// SPDX-License-Identifier: Apache-2.0
// From the answers to the images themselves to the judge of those to transformed ones.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::pipeline {

/// What is right.
enum class Oracle {
  truth,     // what the data set says
  baseline,  // what the model says of the image itself
};

struct JudgeRules {
  std::string score;  // "assay" or "efemarai"
  Oracle oracle = Oracle::truth;
  std::optional<double> threshold;  // of scores of objects; none: chosen
};

/// Of tasks with objects the threshold at which the model is used: as stated, else the one with the
/// largest F1 on the images themselves (0.5 where nothing is found, and where there is no truth).
struct MadeJudge {
  std::unique_ptr<stress::Judge> judge;
  std::optional<double> threshold;
};

/// `baseline` are the outcomes of the images themselves, one for each datapoint of the run, with
/// all fields. The input must outlive the judge. Throws Error{usage} where there is no such score
/// for the task, Error{definition} where the task cannot be judged.
MadeJudge make_judge(const RunInput& input, std::span<const predict::Outcome> baseline,
                     const JudgeRules& rules);

}  // namespace assay::pipeline
