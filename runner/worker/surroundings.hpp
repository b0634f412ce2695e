// SPDX-License-Identifier: Apache-2.0
// What a plugin finds around it: a process that dies with its runner, gains no privileges, leaves
// no core files, is the first to go when memory runs out, and holds no descriptors but its own.
#pragma once

#include <string>

namespace assay::worker {

/// Before anything else. `parent` is the runner's pid where it is the parent, else 0. Ends the
/// process when the runner is gone already.
void settle_down(int parent);

/// Connects to the runner and moves the descriptor out of the way of plugins that close the low
/// ones. Ends the process, saying why on stderr, when that fails.
int connect_to_runner(const std::string& path);

/// Ends the process as soon as the runner closes the connection, whatever the plugin does. For
/// wrappers, between which and the worker no signal passes on the death of a parent.
void watch_connection(int fd);

}  // namespace assay::worker
