// SPDX-License-Identifier: Apache-2.0
// A model tried on one batch: what `assay check --runtime` does.
#pragma once

#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/plugin/worker_predictor.hpp"
#include "core/predict/outcome.hpp"

namespace assay::pipeline {

struct SampleResult {
  std::string datapoint;  // its id
  predict::Outcome outcome;
};

struct Sample {
  std::string device;  // what the model reports to run on, or ""
  std::vector<SampleResult> results;
};

/// Starts the model and predicts up to `count` datapoints at once: the first of `dataset`, or noise
/// where that is nullptr. Each outcome has been checked against the problem type, output.keys and,
/// with a data set, its classes. Throws what starting a model does.
Sample predict_sample(const definition::Definition& definition, const definition::Model& model,
                      const definition::Dataset* dataset, std::size_t count,
                      const plugin::WorkerOptions& options);

}  // namespace assay::pipeline
