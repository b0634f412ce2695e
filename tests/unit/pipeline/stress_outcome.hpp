// SPDX-License-Identifier: Apache-2.0
// A stress test's outcome for tests of what is made of one, without a model or a file.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/pipeline/stress/stress_summary.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace assay::pipeline {

/// In a domain of one operator with all that it searches. Tests set its parts before they ask for
/// the outcome, which refers to it.
struct MadeOutcome {
  MadeOutcome(const std::string& of, dataset::Dataset data)
      : domain(stress::domain_of(*catalogue.find(of), catalogue)) {
    input.total = data.datapoints.size();
    input.dataset = std::move(data);
  }
  MadeOutcome(const MadeOutcome&) = delete;
  MadeOutcome& operator=(const MadeOutcome&) = delete;

  StressOutcome outcome() const { return {input, request, baseline, judge, evidence, {}}; }

  definition::Definition definition;
  const definition::Model model;
  const definition::Dataset spec;
  RunInput input{definition, model, spec, {}, {}};
  const stress::Catalogue catalogue;
  const stress::Domain domain;
  StressRequest request{domain, {}};
  std::vector<predict::Outcome> baseline;
  const MadeJudge judge;
  Evidence evidence;
};

}  // namespace assay::pipeline
