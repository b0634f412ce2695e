// SPDX-License-Identifier: Apache-2.0
// SIGINT, SIGTERM and SIGHUP as counts: the first asks a run to drain, the second to stop now, a
// third ends the process on the spot. Ten seconds after the first one more is counted, so that a
// model that does not answer cannot hold up an interrupted run. The only process-wide state of the
// pipeline, since signals are.
#pragma once

#include <sys/types.h>

#include "core/pipeline/wake_event.hpp"

namespace assay::pipeline {

/// How long a run may drain.
constexpr unsigned kDrainSeconds = 10;

/// Takes the signals for its lifetime; one at a time in a process. SIGPIPE is ignored meanwhile.
/// `supervisor`, 0 for none, is a process that passes on to this one what it gets. Signals that go
/// to a whole group, as a terminal's do, arrive here by both ways and count once.
class Interrupts {
 public:
  explicit Interrupts(const WakeEvent& wake, pid_t supervisor = 0);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  /// How many arrived.
  int count() const;
  /// The first that arrived, 0 for none.
  int signal() const;
  /// The second was no signal of a user: kDrainSeconds have passed since the first.
  bool out_of_time() const;
};

/// Throws Error{cancelled}. Say what is kept and how to go on in `message`.
[[noreturn]] void throw_cancelled(const std::string& message);

/// 128 + the first signal that arrived in this process; 130 when none did.
int exit_code_after_interrupt();

}  // namespace assay::pipeline
