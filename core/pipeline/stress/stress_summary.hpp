// SPDX-License-Identifier: Apache-2.0
// From judged trials to what a stress run reports.
#pragma once

#include <span>

#include "core/pipeline/stress/investigate.hpp"
#include "core/pipeline/stress/stress_run.hpp"

namespace assay::pipeline {

/// Everything that was tried beside the images themselves.
struct Evidence {
  std::vector<JudgedTrial> sample;    // independent of the search
  std::vector<JudgedTrial> designed;  // for attribution
  std::vector<JudgedTrial> searched;
  std::vector<JudgedTrial> investigated;  // for reproducers and boundaries
  std::optional<stress::Attribution> attribution;
  std::vector<Reproducer> reproducers;
  std::vector<AxisBoundary> boundaries;
};

/// Nothing is owned.
struct StressOutcome {
  const RunInput& input;
  const StressRequest& request;
  std::span<const predict::Outcome> baseline;  // of the images as they are
  const MadeJudge& made;
  const Evidence& evidence;
  std::span<const predict::Failure> incidents;
};

report::StressResults summarise(const StressOutcome& outcome);

}  // namespace assay::pipeline
