// SPDX-License-Identifier: Apache-2.0
// What a runner and the process that watches over it (runner/supervisor.hpp) have in common: so
// that a crash in a decoder costs the image that it held and not the run.
#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::pipeline {

/// In memory that both processes map, of fixed size and without locks: it must be readable whatever
/// the runner was doing when it died. All zero to begin with.
struct DecodeTable {
  static constexpr std::size_t kSlots = 2048;  // more than there can be threads that decode
  /// Key + 1 of what a thread decodes at the moment; 0: free.
  std::array<std::atomic<std::uint64_t>, kSlots> in_flight{};
  /// Datapoints that are safe in the journal; only ever grows.
  std::atomic<std::uint64_t> recorded{0};
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// What was being decoded when a runner crashed. The key is the same in each runner of a run: the
/// datapoint's place in the data set, and beyond these what else is decoded.
struct Suspect {
  std::size_t key = 0;
  int crashes = 0;  // that it was part of; those after the first while it was decoded alone
  int signal = 0;   // of the last one
};

/// What a runner is told. Without a supervisor it is as it is by default.
struct Supervision {
  DecodeTable* table = nullptr;
  std::vector<Suspect> suspects;
  bool restarted = false;   // goes on with the journal of the runner that crashed
  pid_t supervisor = 0;     // passes on the signals that it gets
  int lock_keeper = -1;     // socket to send the run directory's lock to, so that it outlives us
  int inherited_lock = -1;  // the lock as the runner that crashed had it
};

}  // namespace assay::pipeline
