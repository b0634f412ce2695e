// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/run_counts.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

namespace assay::pipeline {

FailureCounts count_failures(const RunInput& input, std::span<const predict::Outcome> outcomes) {
  FailureCounts result;
  result.counts.total = input.total;
  for (const predict::Outcome& outcome : outcomes) {
    const predict::Failure* failure = outcome.failure();
    if (failure == nullptr) {
      ++result.counts.evaluated;
      continue;
    }
    ++result.counts.failed;
    result.failures.push_back(
        {input.dataset.datapoints.at(outcome.index).id, failure->kind, failure->message});
  }
  return result;
}

std::vector<report::Incident> count_incidents(std::span<const predict::Failure> incidents) {
  std::map<std::pair<predict::FailureKind, std::string>, std::size_t> counts;
  for (const predict::Failure& incident : incidents) ++counts[{incident.kind, incident.message}];
  std::vector<report::Incident> result;
  for (const auto& [incident, count] : counts) {
    result.push_back({incident.first, incident.second, count});
  }
  return result;
}

std::vector<std::string> warnings_about(const std::vector<report::Incident>& incidents) {
  std::vector<std::string> warnings;
  for (const report::Incident& incident : incidents) {
    warnings.push_back(fmt::format("not repeated when tried again (times: {}): {}", incident.count,
                                   incident.message));
  }
  return warnings;
}

evaluation::Summary values_of(const report::Counts& counts,
                              const std::vector<report::Incident>& incidents) {
  std::size_t count = 0;
  for (const report::Incident& incident : incidents) count += incident.count;
  return {{"datapoints.total", static_cast<double>(counts.total)},
          {"datapoints.evaluated", static_cast<double>(counts.evaluated)},
          {"datapoints.failed", static_cast<double>(counts.failed)},
          {"plugin.incidents", static_cast<double>(count)}};
}

}  // namespace assay::pipeline
