// SPDX-License-Identifier: Apache-2.0
// A stress run to report on.
#pragma once

#include "core/report/stress_html.hpp"
#include "tests/unit/report/sample.hpp"

namespace assay::report::test {

inline StressFinding stress_finding(const std::string& datapoint) {
  StressFinding finding;
  finding.trial = 7;
  finding.datapoint = datapoint;
  finding.settings = {"light.stops=-1.23456789", "pose.flip=true"};
  finding.changed = finding.settings;
  finding.found = finding.settings;
  finding.reduced = finding.confirmed = true;
  finding.score = 0.5;
  finding.mode = "missed";
  finding.objects = {"person (annotation 12): missed"};
  finding.replay = "assay domain apply a.yaml --set light.stops=-1.23456789";
  return finding;
}

/// Half of ten images fail at a change of 0.4, within 0.2 to no end.
inline StressBoundary stress_boundary() {
  StressBoundary boundary;
  boundary.side = "below";
  boundary.unit = "stops";
  boundary.range = 2;
  boundary.median = 0.4;
  boundary.low = 0.2;
  boundary.images = 10;
  boundary.failed = 6;
  boundary.surviving = {{0.2, 0.8}, {0.4, 0.4}};
  boundary.bands = {{0.5, 0.9}, {0.1, 0.7}};
  return boundary;
}

inline StressPairMap stress_map() {
  return {"light.stops",
          "pose.flip",
          {"-3 to -1", "-1 to 0"},
          {"false", "true"},
          {{4, 0}, {3, 1}, {0, 0}, {0, 2}}};
}

/// One of two axes matters; one cluster, one finding, one of two gates fails.
inline StressResults stress_sample() {
  StressResults run;
  run.project = "Road signs";
  run.model = "detector";
  run.dataset = "val";
  run.device = "cpu";
  run.problem_type = definition::ProblemType::object_detection;
  run.domain = "dusk";
  run.search = "portfolio";
  run.score = "assay";
  run.oracle = "truth";
  run.threshold = 0.25;
  run.min_score = 0.3;
  run.seed = 11;
  run.budget = 1000;
  run.predictions = 990;
  run.counts = {54, 53, 1};
  run.at_stake = 40;
  run.right = 61;
  run.right_of = 90;
  run.datapoints_broken = 12;
  run.failures = 85;
  run.distinct_failures = 31;
  run.findings = {stress_finding("a.jpg")};
  run.probability = FailureProbability{0.042, {0.021, 0.078}, 0.071, 0.95, 150, 6};
  StressAxis light{"light.stops",   "-3 to 0",          0.5, 0.75, Range{0.4, 0.6},
                   Range{0.6, 0.9}, {stress_boundary()}};
  StressAxis flip{"pose.flip", "false or true", 0.0, 0.125, Range{0, 0.1}, Range{0, 0.2}, {}};
  run.axes = {flip, light};
  run.clusters = {
      {"light.stops < -1", "missed", 8, 40, 0.8, 0.34, {"b.jpg"}, {stress_finding("b.jpg")}}};
  run.coverage = {{{1, 2, 1, 1, {"light.stops in -1 to 0"}},
                   {2, 1, 2, 1, {"light.stops in -1 to 0 and pose.flip in false"}}},
                  {stress_map()},
                  1};
  run.failures_of_baseline = {
      {"000123.jpg", predict::FailureKind::plugin_crash, "died by signal 11 (SIGSEGV)"}};
  run.gates = {{"failure_probability", std::nullopt, 0.05, 0.071, false},
               {"stress.datapoints_broken", std::nullopt, 20.0, 12.0, true}};
  return run;
}

/// The same with every name and message hostile.
inline StressResults hostile_stress_sample() {
  StressResults run = stress_sample();
  run.project = run.model = run.dataset = run.device = run.domain = kHostile;
  run.search = run.score = kHostile;
  StressFinding finding = stress_finding(kHostile);
  finding.changed = finding.settings = finding.objects = {kHostile};
  finding.mode = finding.replay = kHostile;
  run.findings = {finding};
  run.axes[0].axis = run.axes[1].axis = run.axes[1].values = kHostile;
  run.axes[1].boundaries[0].unit = run.axes[1].boundaries[0].side = kHostile;
  run.axes[0].boundaries = {{kHostile, kHostile, 1, {}, {}, {}, 0, 3, 0, 0, {}, {}}};
  run.clusters = {{kHostile, kHostile, 1, 1, 1, 1, {kHostile}, {finding}},
                  {kHostile, kHostile, 1, 1, 1, 1, {kHostile}, {}}};
  run.coverage.combinations[1].examples = {kHostile};
  run.coverage.maps = {{kHostile, kHostile, {kHostile}, {kHostile}, {{1, 1}}}};
  run.failures_of_baseline[0].datapoint = run.failures_of_baseline[0].message = kHostile;
  run.gates[1].metric = kHostile;
  run.warnings = {kHostile};
  return run;
}

}  // namespace assay::report::test
