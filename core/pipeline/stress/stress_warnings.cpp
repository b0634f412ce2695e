// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/pipeline/run_counts.hpp"
#include "core/pipeline/stress/shares.hpp"
#include "core/pipeline/stress/stress_gates.hpp"

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

void warn_of_no_axes(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  if (!outcome.request.domain.axes().empty()) return;
  warnings.push_back(
      fmt::format("the domain '{}' has no free axis: all trials of an image are at "
                  "the same point",
                  outcome.request.domain.name()));
}

void warn_of_boundaries(const StressOutcome& outcome, const report::StressResults& results,
                        std::vector<std::string>& warnings) {
  const auto& gates = outcome.input.definition.gates;
  const bool wanted = std::any_of(gates.begin(), gates.end(), is_on_boundary);
  if (!wanted || !outcome.evidence.boundaries.empty()) return;
  const std::size_t budget =
      budget_for_boundaries(outcome.request.domain, results.at_stake) + outcome.input.total;
  warnings.push_back(fmt::format(
      "boundaries, on which there are gates, are not measured with a budget of {}; it takes {}",
      outcome.request.budget,
      outcome.request.search_alone ? "a run without --search-only" : fmt::to_string(budget)));
}

/// Of fewer images the bound on which a gate goes is always 0.
void warn_of_few_images(const StressOutcome& outcome, std::vector<std::string>& warnings) {
  const auto& gates = outcome.input.definition.gates;
  const auto& boundaries = outcome.evidence.boundaries;
  if (std::none_of(gates.begin(), gates.end(), is_on_boundary) || boundaries.empty()) return;
  if (boundaries.front().images >= kFewestImages) return;
  warnings.push_back(fmt::format("boundaries of {} images prove nothing; gates on them need {}",
                                 boundaries.front().images, kFewestImages));
}

}  // namespace

std::vector<std::string> warnings_about(const StressOutcome& outcome,
                                        const report::StressResults& results) {
  std::vector<std::string> warnings = warnings_about(outcome.input);
  warn_of_little_at_stake(results, warnings);
  warn_of_no_axes(outcome, warnings);
  warn_of_boundaries(outcome, results, warnings);
  warn_of_few_images(outcome, warnings);
  append(warnings, warnings_about(results.incidents));
  return warnings;
}

}  // namespace assay::pipeline
