// SPDX-License-Identifier: Apache-2.0
// How a plugin behaves with a host that is in bad order, or of another minor: each thing that could
// be done to it is done in a process of its own (assay-probe), which may not survive it.
#pragma once

#include <chrono>
#include <filesystem>
#include <span>

#include "core/plugin/abi_check/finding.hpp"
#include "core/plugin/probe/calls.hpp"

namespace assay::plugin::probe {

struct ProbeOptions {
  std::filesystem::path program;    // assay-probe; empty: the one beside this program
  std::filesystem::path directory;  // the plugin's working directory; empty: its own folder
  std::uint64_t memory_bytes = 0;   // that a process may use; 0: any
  std::chrono::seconds limit{60};   // of one call
  int interrupt_fd = -1;            // readable: stop; -1: nothing does
};

/// Adds what it finds, by the rules that begin with "probe.". False: the plugin did not get as far
/// as a prediction, so that most was not tried. The plugin's code runs. Throws Error{plugin} when
/// the probe cannot be started, Error{cancelled} when it is interrupted.
bool probe_plugin(const std::filesystem::path& plugin, std::span<const Calls> calls,
                  const ProbeOptions& options, abi_check::Findings& findings);

}  // namespace assay::plugin::probe
