// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/pipeline/run_counts.hpp"
#include "core/pipeline/stress/shares.hpp"
#include "core/pipeline/stress/stress_gates.hpp"
#include "core/stress/domain/transform.hpp"

namespace assay::pipeline {
namespace {

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void warn_of_little_at_stake(const report::StressResults& results,
                             std::vector<std::string>& warnings) {
  const char* things = results.threshold ? "objects" : "datapoints";
  if (results.right_of == 0 || 2 * results.right >= results.right_of) return;
  if (results.right == 0) {
    warnings.push_back(fmt::format(
        "the model is right about none of the {} {} of the untransformed images, so that nothing "
        "could get worse: this says nothing about its robustness; 'assay evaluate' first",
        results.right_of, things));
    return;
  }
  warnings.push_back(
      fmt::format("the model is right about {} of the {} {} of the untransformed images only; what "
                  "it has wrong there cannot get worse and is not counted",
                  results.right, results.right_of, things));
}

void warn_of_long_images(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  const auto& all = outcome.baseline;
  const auto left_out = std::count_if(all.begin(), all.end(),
                                      [](const auto& one) { return !can_be_transformed(one); });
  if (left_out == 0) return;
  warnings.push_back(fmt::format("not transformed, since a side has more than {} pixels: {} images",
                                 stress::kLongestSide, left_out));
}

/// Errors are scored in deviations of the truth, of which there are none then.
void warn_of_constant_truth(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  const auto* truth = std::get_if<dataset::RegressionTruth>(&outcome.input.dataset.truth);
  if (truth == nullptr || outcome.request.rules.oracle != definition::Oracle::truth) return;
  const std::size_t count = truth->names.size();
  for (std::size_t n = 0; n < count; ++n) {
    bool varies = false;
    for (std::size_t i = n; i < truth->values.size(); i += count) {
      varies = varies || truth->values[i] != truth->values[n];
    }
    if (varies) continue;
    warnings.push_back(
        fmt::format("'{}' is the same for all images: how much worse it gets is "
                    "scored in its own unit",
                    truth->names[n]));
  }
}

void warn_of_no_axes(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  if (!outcome.request.domain.axes().empty()) return;
  warnings.push_back(
      fmt::format("the domain '{}' has no free axis: all trials of an image are at "
                  "the same point",
                  outcome.request.domain.name()));
}

bool is_gated(const StressOutcome& outcome) {
  const auto& gates = outcome.input.definition.gates;
  return std::any_of(gates.begin(), gates.end(), [&](const definition::Gate& gate) {
    return is_on_boundary_in(gate, outcome.request.domain);
  });
}

void warn_of_gates_of_others(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  for (const definition::Gate& gate : outcome.input.definition.gates) {
    if (!is_on_boundary(gate) || is_on_boundary_in(gate, outcome.request.domain)) continue;
    warnings.push_back(fmt::format("the gate on {} is not judged here: '{}' has no such axis",
                                   gate.metric, outcome.request.domain.name()));
  }
}

void warn_of_boundaries(const StressOutcome& outcome, const report::StressResults& results,
                        std::vector<std::string>& warnings) {
  if (!is_gated(outcome) || !outcome.evidence.boundaries.empty()) return;
  const std::size_t budget =
      budget_for_boundaries(outcome.request.domain, results.at_stake) + outcome.input.total;
  warnings.push_back(fmt::format(
      "boundaries, on which there are gates, are not measured with a budget of {}; it takes {}",
      outcome.request.budget,
      outcome.request.purpose == Purpose::everything ? fmt::to_string(budget)
                                                     : "a run without --search-only or --decide"));
}

/// Of fewer images the bound on which a gate goes is always 0.
void warn_of_few_images(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  const auto& boundaries = outcome.evidence.boundaries;
  if (!is_gated(outcome) || boundaries.empty()) return;
  if (boundaries.front().images >= kFewestImages) return;
  warnings.push_back(fmt::format("boundaries of {} images prove nothing; gates on them need {}",
                                 boundaries.front().images, kFewestImages));
}

}  // namespace

std::vector<std::string> warnings_about(const StressOutcome& outcome,
                                        const report::StressResults& results) {
  std::vector<std::string> warnings = warnings_about(outcome.input);
  warn_of_little_at_stake(results, warnings);
  warn_of_long_images(outcome, warnings);
  warn_of_constant_truth(outcome, warnings);
  warn_of_no_axes(outcome, warnings);
  warn_of_gates_of_others(outcome, warnings);
  warn_of_boundaries(outcome, results, warnings);
  warn_of_few_images(outcome, warnings);
  append(warnings, warnings_about(results.incidents));
  return warnings;
}

}  // namespace assay::pipeline
