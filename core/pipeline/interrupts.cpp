// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/interrupts.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

#include "core/base/check.hpp"
#include "core/base/error.hpp"

namespace assay::pipeline {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGALRM};

std::atomic<int> arrived{0};
std::atomic<int> first{0};
std::atomic<int> second{0};
std::atomic<const WakeEvent*> listener{nullptr};
std::array<struct sigaction, kSignals.size()> previous{};
struct sigaction previous_pipe {};

bool take(std::atomic<int>& place, int number) {
  int none = 0;
  return place.compare_exchange_strong(none, number);
}

void on_signal(int number) {
  if (!take(first, number)) take(second, number);
  const int count = ++arrived;
  if (count == 1) ::alarm(kDrainSeconds);  // comes as one more
  if (count >= 3) ::_exit(128 + first);
  const WakeEvent* wake = listener;
  if (wake != nullptr) wake->notify();
}

}  // namespace

Interrupts::Interrupts(const WakeEvent& wake) {
  ASSAY_CHECK(listener.exchange(&wake) == nullptr);
  arrived = 0;
  first = 0;
  second = 0;
  struct sigaction action {};
  action.sa_handler = on_signal;
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
