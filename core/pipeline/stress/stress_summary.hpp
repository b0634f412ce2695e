// SPDX-License-Identifier: Apache-2.0
// From judged trials to what a stress run reports.
#pragma once

#include <span>

#include "core/pipeline/stress/evidence.hpp"
#include "core/pipeline/stress/stress_run.hpp"

namespace assay::pipeline {

/// Nothing is owned.
struct StressOutcome {
  const RunInput& input;
  const StressRequest& request;
  std::span<const predict::Outcome> baseline;  // of the images as they are
  const MadeJudge& made;
  const Evidence& evidence;
  std::span<const predict::Failure> incidents;
};

/// Whether the image that was predicted is of a size that transformations take.
bool can_be_transformed(const predict::Outcome& baseline);

report::StressResults summarise(const StressOutcome& outcome, report::Robustness robustness);

}  // namespace assay::pipeline
