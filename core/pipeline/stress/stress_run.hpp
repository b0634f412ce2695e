// SPDX-License-Identifier: Apache-2.0
// A whole run of `assay stress`. Start reading here: stress() names the stages in order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/stress/make_judge.hpp"
#include "core/report/stress_results.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// What the budget is for.
enum class Purpose {
  everything,
  search,  // alone: for comparing searches
  gate,    // that on the failure probability alone: samples until it is decided
};

/// What decides the results beside what an evaluation has, and the domain.
struct StressSettings {
  std::string search = "portfolio";
  JudgeRules rules;
  double min_score = 0.3;  // of a trial that counts as a failure
  std::uint64_t seed = 0;
  std::size_t budget = 1000;  // predictions altogether, those of the images themselves included
  Purpose purpose = Purpose::everything;
  /// The preset that was asked for in place of the domain's own, which the domain has already.
  std::optional<double> severity;
};

/// The domain is not owned.
struct StressRequest : StressSettings {
  StressRequest(const stress::Domain& of, StressSettings settings)
      : StressSettings(std::move(settings)), domain(of) {}

  const stress::Domain& domain;
};

/// Predicts the images as they are, searches the domain for what makes the model's answers worse,
/// writes the run directory and returns the results. Everything else as evaluate().
report::StressResults stress_test(const definition::Definition& definition,
                                  const definition::Model& model,
                                  const definition::Dataset& dataset, const StressRequest& request,
                                  const EvaluateOptions& options);

}  // namespace assay::pipeline
