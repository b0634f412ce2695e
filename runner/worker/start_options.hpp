// SPDX-License-Identifier: Apache-2.0
// What assay tells a process that it starts for a plugin.
#pragma once

#include <optional>
#include <string>

namespace assay::worker {

inline constexpr int kExitUsage = 64;

struct StartOptions {
  std::string socket;    // where to connect
  int parent = 0;        // pid of the runner when it is the parent
  bool wrapped = false;  // a wrapper stands between
};

/// Nothing: it was started by somebody else.
std::optional<StartOptions> read_start_options(int argc, char** argv);

}  // namespace assay::worker
