// SPDX-License-Identifier: Apache-2.0
// Gates: conditions on the numbers of a run that decide its verdict.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"
#include "core/evaluation/coco_summary.hpp"

namespace assay::pipeline {

/// The numbers of summary.json that gates of this problem type may name: "datapoints.failed",
/// "bbox.AP50", "metrics_failed_as_empty.bbox.AP50", ...
std::vector<std::string> gate_metrics(definition::ProblemType type);

/// Of a metric of evaluations, in operation: "robust.bbox.AP50".
inline constexpr std::string_view kRobust = "robust.";

/// Numbers of stress runs that gates may name: "failure_probability", "stress.datapoints_broken",
/// "boundary.<transformation>.<axis>", "robust.<metric>". Evaluations leave gates on them to stress
/// runs, and these leave others to evaluations.
bool is_of_stress(std::string_view metric);

/// The gates that a run of that kind judges; those on datapoints and incidents are judged by both.
std::vector<definition::Gate> gates_for(const std::vector<definition::Gate>& gates, bool stress);

/// Refuses gates on unknown metrics with Error{definition} at their place, before anything runs.
/// Those on what only the data set names, one number of ImageRegression ("regression.age.mae") or
/// one class ("classes.person.AP"), are left to check_named_gates().
void check_gates(const definition::Definition& definition);

/// The same for these.
void check_named_gates(const definition::Definition& definition, const dataset::Dataset& dataset);

/// What the table of classes (report::ClassTable) says of each: "AP", "top1", "IoU"; "" where the
/// problem type has none.
std::string_view metric_of_classes(definition::ProblemType type);

/// "classes.person.AP".
std::string class_metric(std::string_view category, std::string_view metric);

/// A gate and what came of it. A value that is not defined, or COCO's -1, fails.
struct JudgedGate {
  std::string metric;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> value;
  bool pass = false;
};

/// Judges the definition's gates on `values`, whose names are those of gate_metrics() and those
/// that the data set names. A gate "datapoints.failed at most 0" stands first unless the definition
/// has one on that metric.
std::vector<JudgedGate> judge_gates(const std::vector<definition::Gate>& gates,
                                    const evaluation::Summary& values);

/// All gates pass.
bool verdict(const std::vector<JudgedGate>& gates);

}  // namespace assay::pipeline
