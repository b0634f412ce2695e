// SPDX-License-Identifier: Apache-2.0
// Gates: conditions on the numbers of a run that decide its verdict.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/evaluation/coco_summary.hpp"

namespace assay::pipeline {

/// The numbers of summary.json that gates of this problem type may name: "datapoints.failed",
/// "bbox.AP50", "metrics_failed_as_empty.bbox.AP50", ...
std::vector<std::string> gate_metrics(definition::ProblemType type);

/// Refuses gates on unknown metrics with Error{definition} at their place, before anything runs.
/// Those on one of several numbers of ImageRegression ("regression.age.mae") are left to
/// check_number_gates(): the data set names the numbers.
void check_gates(const definition::Definition& definition);

/// The same for these. `numbers` are RegressionTruth::names.
void check_number_gates(const definition::Definition& definition,
                        std::span<const std::string> numbers);

/// A gate and what came of it. A value that is not defined, or COCO's -1, fails.
struct JudgedGate {
  std::string metric;
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::optional<double> value;
  bool pass = false;
};

/// Judges the definition's gates on `values`, whose names are those of gate_metrics() and those of
/// single numbers. A gate
/// "datapoints.failed at most 0" stands first unless the definition has one on that metric.
std::vector<JudgedGate> judge_gates(const std::vector<definition::Gate>& gates,
                                    const evaluation::Summary& values);

/// All gates pass.
bool verdict(const std::vector<JudgedGate>& gates);

}  // namespace assay::pipeline
