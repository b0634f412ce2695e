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

bool is_strength(const stress::FreeAxis& axis) {
  return axis.facts->growth != stress::Growth::none;
}

/// Where nothing is right to begin with, nothing can get worse: that is no robustness.
bool says_nothing(const report::StressResults& results) {
  return results.right == 0 && results.right_of > 0;
}

evaluation::Summary gate_values(const report::StressResults& results) {
  evaluation::Summary values = values_of(results.counts, results.incidents);
  if (says_nothing(results)) return values;
  values.push_back({"stress.datapoints_broken", static_cast<double>(results.datapoints_broken)});
  for (const report::RobustMetric& metric : results.robustness.metrics) {
    values.push_back({std::string(kRobust) + metric.name, metric.transformed});
  }
  if (results.probability) {
    values.push_back({std::string(kFailureProbability), results.probability->upper});
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

bool is_on_boundary_in(const definition::Gate& gate, const stress::Domain& domain) {
  if (!is_on_boundary(gate)) return false;
  const stress::FreeAxis* axis = domain.find(gate.metric.substr(kBoundary.size()));
  return axis != nullptr && is_strength(*axis);
}

void check_boundary_gates(const definition::Definition& definition,
                          std::span<const stress::Domain> domains) {
  std::vector<std::string> known;
  for (const stress::Domain& domain : domains) {
    for (const stress::FreeAxis& axis : domain.axes()) {
      if (is_strength(axis)) known.push_back(std::string(kBoundary) + axis.key);
    }
  }
  for (const definition::Gate& gate : definition.gates) {
    const bool judged = std::find(known.begin(), known.end(), gate.metric) != known.end();
    if (!is_on_boundary(gate) || judged) continue;
    throw definition::error_in(
        definition, gate.mark,
        fmt::format("no domain has a free axis that is a strength for the gate {}{}{}",
                    definition::in_quotes(gate.metric), did_you_mean(gate.metric, known),
                    known.empty() ? "" : "; there are " + definition::one_of(known)));
  }
}

std::vector<report::Gate> judge_stress_gates(const std::vector<definition::Gate>& gates,
                                             const stress::Domain& domain,
                                             const report::StressResults& results) {
  std::vector<definition::Gate> own = gates_for(gates, true);
  std::erase_if(own, [&](const definition::Gate& gate) {
    return is_on_boundary(gate) && !is_on_boundary_in(gate, domain);
  });
  std::vector<report::Gate> judged;
  for (const JudgedGate& gate : judge_gates(own, gate_values(results))) {
    judged.push_back({gate.metric, gate.minimum, gate.maximum, gate.value, gate.pass});
  }
  return judged;
}

}  // namespace assay::pipeline
