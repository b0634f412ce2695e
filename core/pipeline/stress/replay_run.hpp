// SPDX-License-Identifier: Apache-2.0
// A whole run of `assay stress --replay`: the findings of an earlier run predicted and judged once
// more, as that judged them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/pipeline/enhance/findings_file.hpp"
#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/stress/past_run.hpp"

namespace assay::pipeline {

/// A finding and its score, as the earlier run had it and now.
struct ReplayedFinding {
  std::size_t line = 0;  // of findings.jsonl, from 1
  std::string datapoint;
  double before = 0;
  double now = 0;

  /// But for what a device may do differently in another batch.
  bool is_same() const;
};

/// What is replayed. Nothing is owned.
struct ReplayRequest {
  const definition::Definition& definition;
  const definition::Model& model;
  const definition::Dataset& dataset;
  const PastRun& past;
  const DomainOf& domain_of;  // by the names that findings have
};

/// Predicts the images themselves, as the earlier run did, and then each finding; in their order.
/// Writes the run directory, with replay.jsonl. Throws what evaluate() and copies_of_findings() do,
/// but for a run without findings, of which there is nothing to replay.
std::vector<ReplayedFinding> replay_findings(const ReplayRequest& request,
                                             const EvaluateOptions& options);

}  // namespace assay::pipeline
