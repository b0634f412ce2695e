// SPDX-License-Identifier: Apache-2.0
// What every run counts, whatever it does with the answers: datapoints without one, and incidents.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/evaluation/coco_summary.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

struct FailureCounts {
  report::Counts counts;
  std::vector<report::Failure> failures;  // in the order of datapoints
};

/// `outcomes`: of the first input.total datapoints, in their order.
FailureCounts count_failures(const RunInput& input, std::span<const predict::Outcome> outcomes);

/// Equal ones are counted; sorted, since their order follows from when workers died.
std::vector<report::Incident> count_incidents(std::span<const predict::Failure> incidents);
/// One of each.
std::vector<std::string> warnings_about(const std::vector<report::Incident>& incidents);

/// The numbers that gates of every run may name: "datapoints.total", ..., "plugin.incidents".
evaluation::Summary values_of(const report::Counts& counts,
                              const std::vector<report::Incident>& incidents);

}  // namespace assay::pipeline
