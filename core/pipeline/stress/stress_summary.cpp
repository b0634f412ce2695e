// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/stress/domain/point_text.hpp"

namespace assay::pipeline {
namespace {

using Cell = std::pair<std::size_t, std::vector<std::uint8_t>>;  // of a datapoint

stress::Place place_of(const stress::Domain& domain, const stress::DomainPoint& point) {
  stress::Place place;
  for (std::size_t i = 0; i < point.size(); ++i) {
    place.push_back(stress::place_of(domain.axes()[i], point[i]));
  }
  return place;
}

/// How much is changed altogether: what is shown of a cell is the mildest failure.
double strength_of(const stress::Domain& domain, const stress::DomainPoint& point) {
  double sum = 0;
  for (std::size_t i = 0; i < point.size(); ++i) {
    sum += domain.axes()[i].severity * stress::strength_of(domain.axes()[i], point[i]);
  }
  return sum;
}

std::string in_words(const stress::LostObject& lost, const RunInput& input, Oracle oracle) {
  const std::string mode(name_of(lost.mode));
  const auto* truth = std::get_if<dataset::InstanceTruth>(&input.dataset.truth);
  if (oracle == Oracle::baseline || truth == nullptr) {
    return fmt::format("detection {}: {}", lost.annotation, mode);
  }
  const dataset::Annotation& annotation = truth->annotations.at(lost.annotation);
  for (const dataset::Category& category : input.dataset.categories) {
    if (category.id != annotation.category_id) continue;
    return fmt::format("{} (annotation {}): {}", category.name, annotation.id, mode);
  }
  return mode;
}

report::StressFinding finding_of(const JudgedTrial& trial, const StressOutcome& outcome) {
  report::StressFinding finding;
  finding.trial = trial.number;
  finding.datapoint = outcome.input.dataset.datapoints.at(trial.trial.datapoint).id;
  finding.settings = settings_of(outcome.request.domain, *trial.trial.point);
  finding.score = trial.damage.score;
  finding.mode = name_of(trial.damage.mode);
  for (const stress::LostObject& lost : trial.damage.lost) {
    finding.objects.push_back(in_words(lost, outcome.input, outcome.request.rules.oracle));
  }
  finding.false_positives = trial.damage.false_positives;
  return finding;
}

/// The mildest failure of each cell, by datapoint.
std::map<Cell, const JudgedTrial*> failures_by_cell(const StressOutcome& outcome) {
  const stress::Domain& domain = outcome.request.domain;
  const stress::Space space = space_of(domain);
  std::map<Cell, const JudgedTrial*> cells;
  for (const JudgedTrial& trial : outcome.trials) {
    if (!trial.failed) continue;
    const Cell cell{trial.trial.datapoint, cell_of(space, place_of(domain, *trial.trial.point))};
    const JudgedTrial*& known = cells[cell];
    if (known == nullptr ||
        strength_of(domain, *trial.trial.point) < strength_of(domain, *known->trial.point)) {
      known = &trial;
    }
  }
  return cells;
}

void count_baseline(const StressOutcome& outcome, report::StressResults& results) {
  results.counts.total = outcome.baseline.size();
  for (const predict::Outcome& one : outcome.baseline) {
    const predict::Failure* failure = one.failure();
    if (failure == nullptr) {
      ++results.counts.evaluated;
      continue;
    }
    ++results.counts.failed;
    results.failures_of_baseline.push_back(
        {outcome.input.dataset.datapoints.at(one.index).id, failure->kind, failure->message});
  }
}

}  // namespace

report::StressResults summarise(const StressOutcome& outcome) {
  const StressRequest& request = outcome.request;
  report::StressResults results;
  results.project = outcome.input.definition.project.name;
  results.model = outcome.input.model.name;
  results.dataset = outcome.input.dataset.name;
  results.domain = request.domain.name();
  results.search = request.search;
  results.score = request.rules.score;
  results.oracle = request.rules.oracle == Oracle::truth ? "truth" : "baseline";
  results.threshold = outcome.made.threshold;
  results.min_score = request.min_score;
  results.seed = request.seed;
  results.budget = request.budget;
  count_baseline(outcome, results);
  for (std::size_t i = 0; i < outcome.input.total; ++i) {
    if (outcome.made.judge->can_lose(i)) ++results.at_stake;
  }
  std::set<std::size_t> broken;
  for (const JudgedTrial& trial : outcome.trials) {
    if (!trial.failed) continue;
    ++results.failures;
    broken.insert(trial.trial.datapoint);
  }
  results.datapoints_broken = broken.size();
  const auto cells = failures_by_cell(outcome);
  results.distinct_failures = cells.size();
  for (const auto& [cell, trial] : cells) results.findings.push_back(finding_of(*trial, outcome));
  results.warnings = warnings_about(outcome.input);
  return results;
}

}  // namespace assay::pipeline
