// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/definition/problems.hpp"
#include "core/pipeline/run_counts.hpp"
#include "core/pipeline/stress/domain_coverage.hpp"
#include "core/pipeline/stress/replay.hpp"
#include "core/pipeline/stress/search_stage.hpp"
#include "core/pipeline/stress/stress_gates.hpp"
#include "core/pipeline/stress/stress_warnings.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/transform.hpp"
#include "core/stress/findings/clusters.hpp"
#include "core/stress/findings/shrinker.hpp"
#include "core/stress/statistics/binomial.hpp"
#include "core/stress/statistics/sequential.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using Cell = std::pair<std::size_t, std::vector<std::uint8_t>>;  // of a datapoint

stress::Place place_of(const stress::Domain& domain, const stress::DomainPoint& point) {
  stress::Place place;
  for (std::size_t i = 0; i < point.size(); ++i) {
    place.push_back(stress::place_of(domain.axes()[i], point[i]));
  }
  return place;
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

report::StressFinding finding_of(const Reproducer& reproducer, const StressOutcome& outcome) {
  const JudgedTrial& trial = reproducer.smallest;
  report::StressFinding finding;
  finding.trial = trial.number;
  finding.datapoint = outcome.input.dataset.datapoints.at(trial.trial.datapoint).id;
  finding.settings = settings_of(outcome.request.domain, *trial.trial.point);
  for (const std::size_t axis : reproducer.axes) {
    finding.changed.push_back(finding.settings.at(axis));
  }
  finding.found = settings_of(outcome.request.domain, *reproducer.found.trial.point);
  finding.reduced = reproducer.reduced;
  finding.confirmed = reproducer.confirmed;
  finding.score = trial.damage.score;
  finding.mode = name_of(trial.damage.mode);
  for (const stress::LostObject& lost : trial.damage.lost) {
    finding.objects.push_back(in_words(lost, outcome.input, outcome.request.rules.oracle));
  }
  finding.false_positives = trial.damage.false_positives;
  finding.domain = outcome.request.domain.name();
  finding.seed = outcome.request.seed;
  finding.draw = trial.trial.draw;
  finding.replay = replay_command(outcome.input.definition,
                                  outcome.input.dataset.datapoints.at(trial.trial.datapoint),
                                  {outcome.input.dataset_spec.name, outcome.request.domain,
                                   *trial.trial.point, finding.seed, finding.draw},
                                  "failing.png");
  return finding;
}

void count_failures(const StressOutcome& outcome, report::StressResults& results) {
  const stress::Domain& domain = outcome.request.domain;
  const stress::Space space = space_of(domain);
  std::set<std::size_t> broken;
  std::set<Cell> cells;
  for (const JudgedTrial* trial : outcome.evidence.all()) {
    if (!trial->failed) continue;
    ++results.failures;
    broken.insert(trial->trial.datapoint);
    cells.insert({trial->trial.datapoint, cell_of(space, place_of(domain, *trial->trial.point))});
  }
  results.datapoints_broken = broken.size();
  results.distinct_failures = cells.size();
}

std::optional<report::FailureProbability> probability_of(const StressOutcome& outcome) {
  const std::vector<JudgedTrial>& sample = outcome.evidence.sample;
  if (sample.empty()) return std::nullopt;
  report::FailureProbability probability;
  probability.sequential = outcome.request.purpose == Purpose::gate;
  probability.samples = sample.size();
  probability.failures = static_cast<std::size_t>(
      std::count_if(sample.begin(), sample.end(), [](const auto& trial) { return trial.failed; }));
  probability.estimate =
      static_cast<double>(probability.failures) / static_cast<double>(sample.size());
  const std::size_t failures = probability.failures;
  const double confidence = probability.confidence;
  const stress::Interval interval =
      probability.sequential ? stress::confidence_sequence(failures, sample.size(), confidence)
                             : stress::mid_p_interval(failures, sample.size(), confidence);
  probability.interval = {interval.low, interval.high};
  probability.upper = probability.sequential
                          ? stress::sequential_upper_bound(failures, sample.size(), 1 - confidence)
                          : stress::upper_bound(failures, sample.size(), confidence);
  return probability;
}

report::StressBoundary boundary_of(const AxisBoundary& boundary, const stress::Domain& domain) {
  report::StressBoundary shown;
  shown.side = boundary.side == stress::Side::above ? "above" : "below";
  const stress::FreeAxis& axis = domain.axes()[boundary.axis];
  shown.unit = axis.facts->unit;
  for (const stress::AxisSide& side : stress::sides_of(axis)) {
    if (side.side == boundary.side) shown.range = distance_on(side, value_on(side, 1));
  }
  shown.median = boundary.curve.median;
  shown.low = boundary.curve.median_low;
  shown.high = boundary.curve.median_high;
  shown.lower = boundary.lower;
  shown.images = boundary.images;
  shown.not_monotone = boundary.not_monotone;
  for (const stress::SurvivalStep& step : boundary.curve.steps) {
    shown.failed += step.failed;
    shown.surviving.emplace_back(step.strength, step.surviving);
    shown.bands.push_back({step.band.low, step.band.high});
  }
  return shown;
}

std::string values_in_words(const stress::FreeAxis& axis) {
  if (axis.choices.empty()) return fmt::format("{} to {}", axis.low, axis.high);
  std::vector<std::string> words;
  for (const stress::AxisValue& choice : axis.choices) words.push_back(stress::text_of(choice));
  return definition::one_of(words);
}

void describe_axes(const StressOutcome& outcome, report::StressResults& results) {
  const auto axes = outcome.request.domain.axes();
  for (std::size_t i = 0; i < axes.size(); ++i) {
    report::StressAxis axis;
    axis.axis = axes[i].key;
    axis.values = values_in_words(axes[i]);
    if (const auto& attribution = outcome.evidence.attribution) {
      const stress::AxisEffect& effect = attribution->axes.at(i);
      axis.first = effect.first;
      axis.total = effect.total;
      axis.first_interval = {effect.first_interval.low, effect.first_interval.high};
      axis.total_interval = {effect.total_interval.low, effect.total_interval.high};
    }
    for (const AxisBoundary& boundary : outcome.evidence.boundaries) {
      if (boundary.axis == i)
        axis.boundaries.push_back(boundary_of(boundary, outcome.request.domain));
    }
    results.axes.push_back(std::move(axis));
  }
}

/// A failure that is shown as it is.
Reproducer as_found(const JudgedTrial& trial, const stress::Domain& domain) {
  return {trial, trial, changed_axes(domain, *trial.trial.point), false, false};
}

void find_clusters(const StressOutcome& outcome, report::StressResults& results) {
  std::vector<stress::Observation> observations;
  const std::vector<const JudgedTrial*> trials = outcome.evidence.at_large();
  observations.reserve(trials.size());
  for (const JudgedTrial* trial : trials) {
    observations.push_back({*trial->trial.point,
                            trial->failed ? trial->damage.mode : stress::FailureMode::none,
                            trial->trial.datapoint});
  }
  const auto clusters = stress::cluster_failures(outcome.request.domain, observations);
  for (const stress::Cluster& cluster : clusters.clusters) {
    report::StressCluster shown{cluster.text,
                                std::string(name_of(cluster.mode)),
                                cluster.images,
                                cluster.failures,
                                cluster.precision,
                                cluster.recall,
                                {},
                                {}};
    for (const std::size_t i : cluster.representatives) {
      shown.shown.push_back(finding_of(as_found(*trials[i], outcome.request.domain), outcome));
      const std::string& id = shown.shown.back().datapoint;
      const auto known = std::find(shown.examples.begin(), shown.examples.end(), id);
      if (known == shown.examples.end()) shown.examples.push_back(id);
    }
    results.clusters.push_back(std::move(shown));
  }
}

void measure_coverage(const StressOutcome& outcome, report::StressResults& results) {
  const stress::Domain& domain = outcome.request.domain;
  const std::vector<const JudgedTrial*> trials = outcome.evidence.all();
  std::vector<TriedPlace> tried;
  tried.reserve(trials.size());
  for (const JudgedTrial* trial : trials) {
    tried.push_back({place_of(domain, *trial->trial.point), trial->failed});
  }
  results.coverage = coverage_of(domain, tried);
}

}  // namespace

bool can_be_transformed(const predict::Outcome& baseline) {
  return !stress::unfit_size({baseline.image.width, baseline.image.height});
}

report::StressResults summarise(const StressOutcome& outcome, report::Robustness robustness) {
  const StressRequest& request = outcome.request;
  report::StressResults results;
  results.project = outcome.input.definition.project.name;
  results.model = outcome.input.model.name;
  results.dataset = outcome.input.dataset.name;
  results.problem_type = outcome.input.definition.project.problem_type;
  results.domain = request.domain.name();
  results.severity = request.severity;
  results.search = request.search;
  results.score = request.rules.score;
  results.oracle = name_of(request.rules.oracle);
  results.threshold = outcome.made.threshold;
  results.min_score = request.min_score;
  results.seed = request.seed;
  results.budget = request.budget;
  FailureCounts failures = count_failures(outcome.input, outcome.baseline);
  results.counts = failures.counts;
  results.failures_of_baseline = std::move(failures.failures);
  results.incidents = count_incidents(outcome.incidents);
  for (std::size_t i = 0; i < outcome.input.total; ++i) {
    if (!can_be_transformed(outcome.baseline[i])) continue;
    if (outcome.made.judge->can_lose(i)) ++results.at_stake;
    const stress::Stake stake = outcome.made.judge->stake(i);
    results.right += stake.right;
    results.right_of += stake.all;
  }
  count_failures(outcome, results);
  for (const Reproducer& reproducer : outcome.evidence.reproducers) {
    results.findings.push_back(finding_of(reproducer, outcome));
  }
  results.probability = probability_of(outcome);
  results.robustness = std::move(robustness);
  describe_axes(outcome, results);
  find_clusters(outcome, results);
  measure_coverage(outcome, results);
  results.warnings = warnings_about(outcome, results);
  results.gates = judge_stress_gates(outcome.input.definition.gates, request.domain, results);
  return results;
}

}  // namespace assay::pipeline
