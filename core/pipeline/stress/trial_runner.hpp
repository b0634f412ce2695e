// SPDX-License-Identifier: Apache-2.0
// Predicts trials, whoever thinks of them: in order of their numbers, ahead of being asked, each
// journalled. What an earlier process recorded is not predicted again.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/trial.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// Nothing is owned.
struct TrialRun {
  const RunInput& input;
  const stress::Domain& domain;
  std::uint64_t seed = 0;
  std::size_t most_trials = 0;  // that may ever be submitted
  const EvaluateOptions& options;
  const RunDirectory& directory;
  const RunIdentity& identity;
  PictureCache& pictures;
};

class TrialRunner {
 public:
  /// Reads the journal of a directory that is of this run (RunDirectory::identify); the model is
  /// started when it is needed first. Throws what these do.
  explicit TrialRunner(const TrialRun& run);
  ~TrialRunner();

  /// Trials get the next numbers. The model may begin with them at once.
  void submit(const std::vector<Trial>& trials);

  /// Outcomes of the next `count` trials that were submitted and not yet collected, in order, each
  /// with the index of its datapoint. Throws Error{cancelled} after an interrupt, and what the
  /// predictor, the journal and the loader throw.
  std::vector<predict::Outcome> collect(std::size_t count);

  /// How many trials were submitted.
  std::size_t submitted() const;
  /// How many this process has predicted, in how many seconds, and what transformations took of
  /// its CPU time; for telemetry.
  std::size_t predicted() const;
  double seconds() const;
  double transform_cpu_seconds() const;
  /// Failures of the plugin that did not repeat; all of the run.
  const std::vector<predict::Failure>& incidents() const;

  /// Waits until all is on the disk, and unloads the model.
  void finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::pipeline
