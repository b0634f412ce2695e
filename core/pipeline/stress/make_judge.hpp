// SPDX-License-Identifier: Apache-2.0
// From the answers to the images themselves to the judge of those to transformed ones.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::pipeline {

inline constexpr std::array<std::string_view, 2> kScores{"assay", "efemarai"};

struct JudgeRules {
  std::string score = "assay";  // one of kScores
  definition::Oracle oracle = definition::Oracle::truth;
  std::optional<double> threshold;  // of scores of objects; none: chosen
};

/// Of tasks with objects the threshold at which the model is used: as stated, else the one with the
/// largest F1 on the images themselves (0.5 where nothing is found, and where there is no truth).
struct MadeJudge {
  std::unique_ptr<stress::Judge> judge;
  std::optional<double> threshold;
};

/// Why the answers of a task cannot be judged by a score, or nullopt.
std::optional<std::string> unfit_score(const std::string& score, definition::ProblemType task);

/// `baseline` are the outcomes of the images themselves, one for each datapoint of the run, with
/// all fields; unfit_score() has nothing against it. The input must outlive the judge.
MadeJudge make_judge(const RunInput& input, std::span<const predict::Outcome> baseline,
                     const JudgeRules& rules);

}  // namespace assay::pipeline
