// SPDX-License-Identifier: Apache-2.0
// Runs a command in a process of its own, and again when a decoder crashes it. To whoever started
// assay it looks like one process: signals are passed on, the exit code is the command's (or the
// signal that ended it), and what is left when it dies is ended.
#pragma once

#include <functional>

#include "core/pipeline/supervision.hpp"
#include "runner/ended.hpp"

namespace assay::runner {

/// Calls `run` in a forked process, whose exit code it should give, and returns how that ended; it
/// therefore returns in both processes. Call it before there are any threads.
///
/// A runner that crashes (SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE) while it decodes is followed by
/// one that goes on with its journal, and is told what was being decoded. A crash at another time
/// is a bug of ours: 70.
Ended supervise(const std::function<int(const pipeline::Supervision&)>& run);

/// What this process should exit with after `ended`. Where the other one died of a signal, this one
/// dies of it here.
int exit_as(const Ended& ended);

}  // namespace assay::runner
