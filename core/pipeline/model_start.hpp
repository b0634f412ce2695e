// SPDX-License-Identifier: Apache-2.0
// What every run of a model needs around it: how it is started, what is written down about that,
// and what becomes of a run that ends before it has begun.
#pragma once

#include <string>

#include "core/pipeline/evaluate.hpp"
#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/pipeline/wake_event.hpp"
#include "core/predict/predictor.hpp"

namespace assay::pipeline {

/// Pixels of one batch. With those in flight and those ahead it bounds the memory of a run whatever
/// the size of its images.
constexpr std::size_t kMostBatchBytes = std::size_t{256} << 20;

/// "cpu", "cuda:0,cuda:1": where the model is to run.
std::string devices_of(const RunInput& input, const EvaluateOptions& options);

/// What was asked for: --batch, else the definition's.
std::size_t requested_batch(const RunInput& input, const EvaluateOptions& options);
/// The plugin's own limit may be lower, which is logged.
std::size_t usable_batch(std::size_t wanted, const predict::ModelFacts& facts);

/// Recorded in run.json, never compared.
RunIdentity environment(const RunInput& input, const EvaluateOptions& options,
                        const predict::ModelFacts& facts);

/// The options with the run's folder for logs and its interrupts.
plugin::WorkerOptions worker_options(const EvaluateOptions& options, const RunDirectory& directory,
                                     const WakeEvent& wake);

/// The progress, which a supervisor hears of, too. The options must outlive it.
Progress told_to_supervisor(const EvaluateOptions& options);

/// Forgets, when it ends, a run that has no record. `size`: as open_journal() wants it.
class Beginning {
 public:
  Beginning(const RunDirectory& directory, std::string header, std::size_t size);
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;
  ~Beginning();

 private:
  bool has_records() const noexcept;

  const RunDirectory& directory_;
  std::string header_;
  std::size_t size_;
};

}  // namespace assay::pipeline
