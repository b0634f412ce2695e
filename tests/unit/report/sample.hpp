// SPDX-License-Identifier: Apache-2.0
// A run to report on.
#pragma once

#include "core/report/results.hpp"

namespace assay::report::test {

/// Names that try to get out of every format.
inline const std::string kHostile =
    "<script>alert(\"1\")</script> & '\x1B[31m\x01 \xFF\xC3( \xED\xA0\x80 ]]>\n{{model}}";

/// 54 images, one of which failed; one of two gates fails.
inline RunResults sample() {
  RunResults run;
  run.command = "evaluate";
  run.project = "Road signs";
  run.model = "detector";
  run.dataset = "val";
  run.device = "cpu";
  run.problem_type = definition::ProblemType::object_detection;
  run.counts = {54, 53, 1};
  run.metrics = {
      {"bbox", {{"AP", 0.1712}, {"AP50", 0.30341}, {"APs", -1.0}, {"AR1", std::nullopt}}}};
  run.metrics_failed_as_empty = {
      {"bbox", {{"AP", 0.17}, {"AP50", 0.3}, {"APs", -1.0}, {"AR1", std::nullopt}}}};
  run.failures = {
      {"000123.jpg", predict::FailureKind::plugin_crash, "died by signal 11 (SIGSEGV)"}};
  run.gates = {{"datapoints.failed", std::nullopt, 0.0, 1.0, false},
               {"bbox.AP50", 0.3, std::nullopt, 0.30341, true}};
  return run;
}

/// The same with every name and message hostile.
inline RunResults hostile_sample() {
  RunResults run = sample();
  run.project = run.model = run.dataset = run.device = kHostile;
  run.metrics[0].name = run.metrics_failed_as_empty[0].name = kHostile;
  run.metrics[0].metrics[0].name = kHostile;
  run.failures[0].datapoint = run.failures[0].message = kHostile;
  run.gates[1].metric = kHostile;
  run.warnings = {kHostile};
  run.classes = ClassTable{kHostile, {{kHostile, 3, 0.5}}};
  run.precision_recall = {{kHostile, {1, 0.5}}};
  run.confusions = {{kHostile, kHostile, 2}};
  ObjectComparison objects;
  objects.truth = {{1, 2, 3, 4, kHostile, std::nullopt}};
  objects.predicted = {{1, 2, 3, 4, kHostile, 0.5}};
  run.worst_images = {
      {kHostile, "/secret/place/x.jpg", {64, 48}, objects},
      {kHostile, "", {64, 48}, LabelComparison{"", "", "", {{kHostile, {1, 2, 3}}}}, kHostile}};
  return run;
}

}  // namespace assay::report::test
