// SPDX-License-Identifier: Apache-2.0
// A model that runs in worker processes (assay-worker), behind predict::Predictor. The plugin is
// never loaded into this process: whatever it does costs one datapoint and not the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/definition/definition.hpp"
#include "core/predict/predictor.hpp"

namespace assay::plugin {

struct WorkerOptions {
  // What runs.
  std::filesystem::path worker;      // empty: assay-worker beside this executable
  std::vector<std::string> wrapper;  // words put before the worker's command line, e.g. valgrind
  std::vector<std::filesystem::path> plugin_dirs;  // searched after the repository's own folders
  std::size_t instances = 1;                       // worker processes, at least 1
  std::vector<definition::Device> devices;         // round robin; empty: model.runtime.device
  std::size_t threads = 0;  // of an instance; 0: OMP_NUM_THREADS, else cores / instances

  // What ends it. Seconds, each times deadline_scale.
  double load_deadline_s = 300;  // also of the first predict of a run
  double predict_deadline_s = 60;
  double unload_deadline_s = 5;
  double deadline_scale = 1;
  std::uint64_t memory_limit_bytes = 0;  // resident memory of a worker without the images; 0: none
  std::uint64_t field_bytes = std::uint64_t{256} << 20;  // most bytes of fields one batch may give
  std::size_t restart_budget = 20;  // restarts of an instance in a row without progress

  int interrupt_fd = -1;  // readable while starting: give up with Error{cancelled}; left unread

  // What is kept.
  std::filesystem::path log_directory;  // worker-<instance>.log; empty: output is dropped
  std::uint64_t log_bytes = std::uint64_t{1} << 20;  // most bytes of each; the cut is marked
};

/// The file that holds the entrypoint's module: a.b.c is a/b/c.so or a/b/libc.so below the model's
/// repository, its build/ or its lib/, or one of `plugin_dirs`, in this order; canonical. Throws
/// Error{definition} naming all places when there is none, or when links lead out of these folders.
std::filesystem::path resolve_module(const definition::Definition& definition,
                                     const definition::Model& model,
                                     const definition::Entrypoint& entrypoint,
                                     const std::vector<std::filesystem::path>& plugin_dirs);

/// Starts the workers and loads the model in each. The calling thread must be the one that uses the
/// predictor, and must outlive it: workers die with the thread that started them. The arguments are
/// not referred to afterwards. Throws Error{definition} where the definition does not fit the
/// plugin and Error{plugin} where plugin, worker or device are unusable, both at the definition's
/// line.
std::unique_ptr<predict::Predictor> start_model(const definition::Definition& definition,
                                                const definition::Model& model,
                                                const WorkerOptions& options);

}  // namespace assay::plugin
