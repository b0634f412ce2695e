// SPDX-License-Identifier: Apache-2.0
// Looking again for a moment before sleeping. To wake a thread on an idle core costs the system
// more than a short predict takes, so both ends of a connection look on while answers come that
// fast. It adapts: after a look in vain the next waits sleep at once, ever more of them; and
// between two looks whoever else wants the core gets it.
#pragma once

#include <sched.h>

#include <algorithm>
#include <chrono>

namespace assay::plugin::wire {

/// One thread.
template <class Clock = std::chrono::steady_clock>
class BriefWait {
 public:
  /// Begins a wait. Calls `ready` until it returns true or the moment is over; returns whether it
  /// did. Where looking has not paid of late it returns false at once.
  template <class Ready>
  bool look(Ready&& ready) {
    began_ = Clock::now();
    looked_ = pause_ == 0;
    if (!looked_) return false;
    do {
      if (ready()) return true;
      ::sched_yield();
    } while (Clock::now() - began_ < kMoment);
    return false;
  }

  /// Ends the wait: how long it was decides about those to come.
  void end() {
    const auto took = Clock::now() - began_;
    if (looked_) {
      failures_ = took < kMoment ? 0 : std::min(failures_ + 1, kMostFailures);
      pause_ = failures_ == 0 ? 0 : 1U << failures_;
      return;
    }
    // A sleep that was this short would have been no sleep; a long one says nothing new.
    if (took < kShortSleep) pause_ = std::max(pause_, 1U) - 1;
  }

 private:
  static constexpr auto kMoment = std::chrono::microseconds(100);
  static constexpr auto kShortSleep = std::chrono::microseconds(300);  // the waking included
  static constexpr unsigned kMostFailures = 10;

  typename Clock::time_point began_{};
  bool looked_ = false;
  unsigned failures_ = 0;
  unsigned pause_ = 1;  // short sleeps until the next look
};

}  // namespace assay::plugin::wire
