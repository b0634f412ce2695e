// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/assess.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/pipeline/assess_boxes.hpp"
#include "core/pipeline/assess_classes.hpp"
#include "core/pipeline/assess_keypoints.hpp"
#include "core/pipeline/assess_masks.hpp"
#include "core/pipeline/assess_pixels.hpp"
#include "core/pipeline/assess_values.hpp"
#include "core/pipeline/gates.hpp"
#include "core/pipeline/image_notes.hpp"
#include "core/pipeline/run_counts.hpp"

namespace assay::pipeline {
namespace {

void append(const evaluation::Summary& more, evaluation::Summary& values) {
  values.insert(values.end(), more.begin(), more.end());
}

/// Every number that a gate may name: those of gate_metrics(), and those of single numbers and
/// classes.
evaluation::Summary gate_values(const report::RunResults& results) {
  evaluation::Summary values = values_of(results.counts, results.incidents);
  append(named_metrics(results.metrics), values);
  append(named_metrics(results.metrics_failed_as_empty, "metrics_failed_as_empty."), values);
  if (!results.classes) return values;
  for (const report::ClassRow& row : results.classes->rows) {
    values.push_back({class_metric(row.name, results.classes->metric), row.value});
  }
  return values;
}

void judge(const RunInput& input, report::RunResults& results) {
  const auto judged = judge_gates(gates_for(input.definition.gates, false), gate_values(results));
  for (const JudgedGate& gate : judged) {
    results.gates.push_back({gate.metric, gate.minimum, gate.maximum, gate.value, gate.pass});
  }
  results.pass = verdict(judged);
}

void assess_task(const RunInput& input, std::span<const predict::Outcome> outcomes,
                 const predict::OutcomeStream& all_fields, Assessment& assessment) {
  using definition::ProblemType;
  report::RunResults& results = assessment.results;
  switch (results.problem_type) {
    case ProblemType::classification:
      return assess_classes(input, outcomes, results);
    case ProblemType::object_detection:
      assessment.objects = assess_boxes(input, outcomes, results);
      return;
    case ProblemType::instance_segmentation:
      assessment.objects = assess_masks(input, outcomes, results);
      return;
    case ProblemType::keypoints:
      assessment.objects = assess_keypoints(input, outcomes, results);
      return;
    case ProblemType::semantic_segmentation:
      return assess_pixels(input, all_fields, results);
    case ProblemType::image_regression:
      return assess_values(input, outcomes, results);
    case ProblemType::output_image:
      return assess_pictures(input, all_fields, results);
    case ProblemType::custom:
      return;  // kept and reported, not scored
  }
}

}  // namespace

evaluation::Summary named_metrics(const std::vector<report::MetricGroup>& groups,
                                  const std::string& prefix) {
  evaluation::Summary metrics;
  for (const report::MetricGroup& group : groups) {
    for (const evaluation::Metric& metric : group.metrics) {
      metrics.push_back({prefix + group.name + "." + metric.name, metric.value});
    }
  }
  return metrics;
}

Assessment assess(const RunInput& input, std::span<const predict::Outcome> outcomes,
                  const predict::OutcomeStream& all_fields,
                  std::span<const predict::Failure> incidents) {
  Assessment assessment;
  report::RunResults& results = assessment.results;
  results.project = input.definition.project.name;
  results.model = input.model.name;
  results.dataset = input.dataset.name;
  results.problem_type = input.definition.project.problem_type;
  results.warnings = warnings_about(input);
  FailureCounts failures = count_failures(input, outcomes);
  results.counts = failures.counts;
  results.failures = std::move(failures.failures);
  results.incidents = count_incidents(incidents);
  for (std::string& warning : warnings_about(results.incidents)) {
    results.warnings.push_back(std::move(warning));
  }
  for (std::string& warning : warnings_about_images(outcomes)) {
    results.warnings.push_back(std::move(warning));
  }
  assess_task(input, outcomes, all_fields, assessment);
  judge(input, results);
  return assessment;
}

}  // namespace assay::pipeline
