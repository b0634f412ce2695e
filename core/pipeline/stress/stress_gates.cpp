// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_gates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"
#include "core/pipeline/gates.hpp"
#include "core/pipeline/run_counts.hpp"

namespace assay::pipeline {
namespace {

constexpr std::string_view kBoundary = "boundary.";

std::optional<double> boundary_of(const report::StressAxis& axis) {
  std::optional<double> least;
  for (const report::StressBoundary& boundary : axis.boundaries) {
    least = std::min(least.value_or(boundary.lower), boundary.lower);
  }
  return least;
}

/// Where nothing is right to begin with, nothing can get worse: that is no robustness.
bool says_nothing(const report::StressResults& results) {
  return results.right == 0 && results.right_of > 0;
}

evaluation::Summary gate_values(const report::StressResults& results) {
  evaluation::Summary values = values_of(results.counts, results.incidents);
  if (says_nothing(results)) return values;
  values.push_back({"stress.datapoints_broken", static_cast<double>(results.datapoints_broken)});
  if (results.probability) {
    values.push_back({"failure_probability", results.probability->upper});
  }
  for (const report::StressAxis& axis : results.axes) {
    values.push_back({std::string(kBoundary) + axis.axis, boundary_of(axis)});
  }
  return values;
}

}  // namespace

bool is_on_boundary(const definition::Gate& gate) {
  return gate.metric.starts_with(kBoundary);
}

void check_stress_gates(const definition::Definition& definition, const stress::Domain& domain) {
  std::vector<std::string> strengths;
  for (const stress::FreeAxis& axis : domain.axes()) {
    if (axis.facts->growth != stress::Growth::none) strengths.push_back(axis.key);
  }
  for (const definition::Gate& gate : definition.gates) {
    if (!is_on_boundary(gate)) continue;
    const std::string axis = gate.metric.substr(kBoundary.size());
    if (std::find(strengths.begin(), strengths.end(), axis) != strengths.end()) continue;
    throw definition::error_in(
        definition, gate.mark,
        fmt::format("the domain {} has no free axis {} that is a strength{}{}",
                    definition::in_quotes(domain.name()), definition::in_quotes(axis),
                    did_you_mean(axis, strengths),
                    strengths.empty() ? "" : " (it has: " + definition::one_of(strengths) + ")"));
  }
}

std::vector<report::Gate> judge_stress_gates(const std::vector<definition::Gate>& gates,
                                             const report::StressResults& results) {
  std::vector<report::Gate> judged;
  for (const JudgedGate& gate : judge_gates(gates_for(gates, true), gate_values(results))) {
    judged.push_back({gate.metric, gate.minimum, gate.maximum, gate.value, gate.pass});
  }
  return judged;
}

}  // namespace assay::pipeline
