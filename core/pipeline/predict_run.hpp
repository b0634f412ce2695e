// SPDX-License-Identifier: Apache-2.0
// From a run directory with some outcomes, or none, to one with all of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/journal.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// What the predict stage took; zeros when nothing was left to predict. Seconds.
struct PredictTimes {
  double start_model = 0;
  double predict = 0;
  std::size_t predicted = 0;
  std::optional<double> transform_cpu = std::nullopt;  // of all threads; none: nothing to transform
};

/// What the run is of. Throws when the plugin's file cannot be found or read.
/// `command` is the verb.
RunIdentity run_identity(const RunInput& input, const EvaluateOptions& options,
                         const std::string& command = "evaluate");

/// Predicts what the journal does not have. Writes run.json once the model has started, so that a
/// run whose model does not start leaves nothing to clean up.
PredictTimes predict_missing(const RunInput& input, const EvaluateOptions& options,
                             const RunDirectory& directory, const RunIdentity& identity);

/// The outcomes of a complete journal. Throws Error{io} where one is lost meanwhile. The input must
/// outlive it.
class RecordedRun {
 public:
  RecordedRun(const RunInput& input, const RunDirectory& directory, const RunIdentity& identity);

  /// With all fields.
  predict::Outcome outcome(std::size_t datapoint) const;
  /// In the data set's order, with the fields that are scored alone, so that masks of a whole data
  /// set are never in memory at once.
  std::vector<predict::Outcome> scored_outcomes() const;
  /// Failures that are no datapoint's, in the order they happened.
  const std::vector<predict::Failure>& incidents() const { return index_.incidents; }

 private:
  const RunInput& input_;
  JournalIndex index_;
  JournalReader reader_;
};

}  // namespace assay::pipeline
