// SPDX-License-Identifier: Apache-2.0
// From a run directory with some outcomes, or none, to one with all of them.
#pragma once

#include <string>
#include <vector>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

/// What the predict stage took; zeros when nothing was left to predict. Seconds.
struct PredictTimes {
  double start_model = 0;
  double predict = 0;
  std::size_t predicted = 0;
};

/// "cpu", "cuda:0,cuda:1": where the model is to run.
std::string devices_of(const RunInput& input, const EvaluateOptions& options);

/// What the run is of. Throws when the plugin's file cannot be found or read.
RunIdentity run_identity(const RunInput& input, const EvaluateOptions& options);

/// Predicts what the journal does not have. Writes run.json once the model has started, so that a
/// run whose model does not start leaves nothing to clean up.
PredictTimes predict_missing(const RunInput& input, const EvaluateOptions& options,
                             const RunDirectory& directory, const RunIdentity& identity);

/// The outcomes of a complete journal, in the data set's order. Large fields that are not scored are
/// dropped, so that masks of a whole data set are never in memory at once. Throws Error{io} when one
/// is lost meanwhile.
std::vector<predict::Outcome> read_outcomes(const RunInput& input, const RunDirectory& directory,
                                            const RunIdentity& identity);

}  // namespace assay::pipeline
