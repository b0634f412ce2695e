// SPDX-License-Identifier: Apache-2.0
// From the answers to the images themselves to the judge of those to transformed ones.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/pipeline/stress/references.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::pipeline {

/// Of tasks with objects the threshold at which the model is used, as instance_references() has it.
struct MadeJudge {
  std::unique_ptr<stress::Judge> judge;
  std::optional<double> threshold;
};

/// Why the answers of a task cannot be judged by a score, or nullopt.
std::optional<std::string> unfit_score(const std::string& score, definition::ProblemType task);

/// unfit_score() has nothing against it. The input must outlive the judge.
MadeJudge make_judge(const RunInput& input, Baseline baseline, const JudgeRules& rules);

}  // namespace assay::pipeline
