// SPDX-License-Identifier: Apache-2.0
// A whole run of `assay evaluate`. Start reading here: evaluate() names the stages in order.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/definition/definition.hpp"
#include "core/pipeline/supervision.hpp"
#include "core/plugin/worker_predictor.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// Told now and then, on the calling thread: `done` of `total` datapoints are safe on the disk,
/// `failed` of those this process predicted are failures.
using Progress = std::function<void(std::size_t done, std::size_t total, std::size_t failed)>;

struct EvaluateOptions {
  // Decide the results.
  std::string version;  // of assay
  std::optional<std::size_t> limit;
  std::optional<std::size_t> batch_size;  // default: the definition's

  // Decide how they are had.
  std::filesystem::path directory;  // of the run
  bool resume = false;
  std::size_t jobs = 1;          // threads that decode
  plugin::WorkerOptions worker;  // its log_directory is set here; empty devices: the definition's
  Progress progress;
  Supervision supervision;
};

/// Predicts, evaluates, writes the run directory and returns the results. Takes SIGINT, SIGTERM and
/// SIGHUP while predicting. Throws what each stage does; Error{cancelled} after an interrupt. What
/// has been predicted is then in the journal, and `resume` goes on with it.
report::RunResults evaluate(const definition::Definition& definition,
                            const definition::Model& model, const definition::Dataset& dataset,
                            const EvaluateOptions& options);

}  // namespace assay::pipeline
