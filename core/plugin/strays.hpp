// SPDX-License-Identifier: Apache-2.0
// Processes that plugins start and leave behind. This process adopts them (as "child subreaper"),
// so that even those that left their process group and session can be found and ended.
#pragma once

#include <sys/types.h>

#include <functional>
#include <set>
#include <string>

namespace assay::plugin {

/// The variable in a worker's environment, and so in that of all it starts, by which they are
/// known.
inline constexpr const char* kWorkerMark = "ASSAY_WORKER";

/// From now on orphans below this process become its children. Any thread, any number of times.
void adopt_orphans();

/// Starts a worker by `spawn`, which returns its pid or -1; until forget_worker() it is no stray.
/// Any thread.
pid_t register_worker(const std::function<pid_t()>& spawn);
void forget_worker(pid_t worker);

/// Kills and reaps adopted processes that carry the mark; returns how many.
int end_strays_of(const std::string& mark);

/// Kills and reaps every adopted process, but only when no worker is registered: then no plugin can
/// still need one. Spared are processes of this process's own group, which it started otherwise,
/// and children it had before.
int end_all_strays();

/// For a process whose only child of its own is one that has workers: what that leaves behind.
/// Kills and reaps all its children but `spared`, until a look finds no more; returns how many.
std::set<pid_t> children_now();
int end_children_except(const std::set<pid_t>& spared);

/// Reaps adopted processes that ended by themselves.
void reap_strays();

}  // namespace assay::plugin
