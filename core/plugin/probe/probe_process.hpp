// SPDX-License-Identifier: Apache-2.0
// One process of the probe, from its start to its end.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/death.hpp"
#include "core/plugin/socket_directory.hpp"
#include "core/plugin/wire/probe.hpp"
#include "core/plugin/worker_log.hpp"
#include "core/plugin/worker_process.hpp"

namespace assay::plugin::probe {

struct CaseResult {
  std::vector<wire::ProbeFinding> findings;
  std::optional<wire::ProbeFields> fields;
  std::vector<std::string> steps;  // what was done to the plugin, "predict got an image of 1 x 1"
  std::optional<Death> death;      // it did not come to its end
  std::string output;              // the last of what was printed
};

struct ProbeLimits {
  std::chrono::seconds call{60};
  std::uint64_t memory_bytes = 0;  // 0: none
  int interrupt_fd = -1;           // when it becomes readable, run() ends; -1: nothing does
};

/// Starts processes, one at a time.
class ProbeRunner {
 public:
  ProbeRunner(WorkerCommand command, ProbeLimits limits);

  /// Throws Error{plugin} when the probe cannot be started, or does not speak the protocol;
  /// Error{cancelled} when it is interrupted. The process and all it started are gone then.
  CaseResult run(const wire::Probe& probe);

 private:
  WorkerCommand command_;
  ProbeLimits limits_;
  SocketDirectory sockets_;
  WorkerLogs logs_;
  std::size_t count_ = 0;
};

}  // namespace assay::plugin::probe
