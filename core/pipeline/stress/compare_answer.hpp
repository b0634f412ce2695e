// SPDX-License-Identifier: Apache-2.0
// What a model said of an image, transformed or not, beside what is right there: as it is drawn.
#pragma once

#include <functional>
#include <string>

#include "core/pipeline/stress/references.hpp"
#include "core/report/results.hpp"
#include "core/stress/score/judge.hpp"

namespace assay::pipeline {

struct ComparedAnswer {
  report::Comparison comparison;
  std::string remark = {};  // where the comparison does not say it
};

using CompareAnswer = std::function<ComparedAnswer(const stress::Answer& answer)>;

/// By the rules that answers are judged by; their threshold is the one that was taken. Objects that
/// need not be found, and predictions below the threshold, are left out. What it is given must
/// outlive the result.
CompareAnswer make_comparison(const RunInput& input, Baseline baseline, const JudgeRules& rules);

}  // namespace assay::pipeline
