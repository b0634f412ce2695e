// SPDX-License-Identifier: Apache-2.0
// What workers and plugins print: read as it comes, so that nobody blocks on a full pipe, and kept
// in bounded files. Their output never mixes with the runner's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/file.hpp"

namespace assay::plugin {

/// One thread reads for all workers of a model.
class WorkerLogs {
 public:
  /// Files worker-<n>.log in `directory`, at most `bytes` each; an empty `directory` keeps no
  /// files.
  WorkerLogs(std::filesystem::path directory, std::uint64_t bytes);
  WorkerLogs(const WorkerLogs&) = delete;
  WorkerLogs& operator=(const WorkerLogs&) = delete;
  /// Reads what is there and ends.
  ~WorkerLogs();

  /// The writing end of a pipe for a (re)started worker; the reading end is kept until nobody holds
  /// the writing end. Throws Error{io}.
  FileDescriptor open(std::size_t worker);

  /// The last lines the worker printed, as far as they have been read: for error messages.
  std::string tail(std::size_t worker);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::plugin
