// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/interrupts.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>

#include "core/base/check.hpp"
#include "core/base/error.hpp"

namespace assay::pipeline {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGALRM};

std::atomic<int> arrived{0};  // the larger of the next two, and the alarm
std::atomic<int> direct{0};
std::atomic<int> relayed{0};
std::atomic<int> alarms{0};
std::atomic<pid_t> relay{0};
std::atomic<int> first{0};
std::atomic<int> second{0};
std::atomic<const WakeEvent*> listener{nullptr};
std::array<struct sigaction, kSignals.size()> previous{};
struct sigaction previous_pipe {};

bool take(std::atomic<int>& place, int number) {
  int none = 0;
  return place.compare_exchange_strong(none, number);
}

/// The count that the signal makes, 0 where it is one that has arrived already by the other way.
int counted(int number, const siginfo_t& origin) {
  const bool passed_on = relay != 0 && origin.si_pid == relay;
  ++(number == SIGALRM ? alarms : passed_on ? relayed : direct);
  const int count = std::max(direct.load(), relayed.load()) + alarms;
  int before = arrived;
  while (count > before) {
    if (arrived.compare_exchange_weak(before, count)) return count;
  }
  return 0;
}

void on_signal(int number, siginfo_t* origin, void*) {
  const int count = counted(number, *origin);
  if (count == 0) return;
  if (!take(first, number)) take(second, number);
  if (count == 1) ::alarm(kDrainSeconds);  // comes as one more
  if (count >= 3) ::_exit(128 + first);
  const WakeEvent* wake = listener;
  if (wake != nullptr) wake->notify();
}

}  // namespace

Interrupts::Interrupts(const WakeEvent& wake, pid_t supervisor) {
  ASSAY_CHECK(listener.exchange(&wake) == nullptr);
  arrived = 0;
  direct = 0;
  relayed = 0;
  alarms = 0;
  relay = supervisor;
  first = 0;
  second = 0;
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO;
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &action, &previous[i]);
    // nohup and shells' background jobs ignore some: that stays so.
    if (previous[i].sa_handler == SIG_IGN) ::sigaction(kSignals[i], &previous[i], nullptr);
  }
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &previous_pipe);
}

Interrupts::~Interrupts() {
  ::alarm(0);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &previous[i], nullptr);
  }
  ::sigaction(SIGPIPE, &previous_pipe, nullptr);
  listener = nullptr;
}

int Interrupts::count() const {
  return arrived;
}
int Interrupts::signal() const {
  return first;
}
bool Interrupts::out_of_time() const {
  return second == SIGALRM;
}

void throw_cancelled(const std::string& message) {
  throw Error(ErrorKind::cancelled, message);
}

int exit_code_after_interrupt() {
  const int number = first;
  return 128 + (number == 0 ? SIGINT : number);
}

}  // namespace assay::pipeline
