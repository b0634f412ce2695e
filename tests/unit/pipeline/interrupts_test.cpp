// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/interrupts.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace assay::pipeline {
namespace {

/// Sends SIGINT to this process `times` times from another one, whose process id is returned.
pid_t interrupt_from_another(int times, int go) {
  const pid_t self = ::getpid(), sender = ::fork();
  if (sender != 0) return sender;
  char byte = 0;
  [[maybe_unused]] const ssize_t got = ::read(go, &byte, 1);
  for (int i = 0; i < times; ++i) {
    ::kill(self, SIGINT);
    ::usleep(20'000);  // two of a kind that wait at the same time are one
  }
  ::_exit(0);
}

/// The count after `relayed` signals of the supervisor, and `direct` ones of this process.
int count_after(int relayed, int direct) {
  int go[2];
  EXPECT_EQ(::pipe(go), 0);
  const pid_t supervisor = interrupt_from_another(relayed, go[0]);
  const WakeEvent wake;
  const Interrupts interrupts(wake, supervisor);
  EXPECT_EQ(::write(go[1], "x", 1), 1);
  while (::waitpid(supervisor, nullptr, 0) < 0 && errno == EINTR) {
  }
  for (int i = 0; i < direct; ++i) ::raise(SIGINT);
  ::close(go[0]);
  ::close(go[1]);
  return interrupts.count();
}

TEST(Interrupts, CountASignalThatArrivesByBothWaysOnce) {
  EXPECT_EQ(count_after(1, 1), 1);
  EXPECT_EQ(count_after(2, 2), 2);
}

TEST(Interrupts, CountSignalsOfEitherWay) {
  EXPECT_EQ(count_after(0, 2), 2);
  EXPECT_EQ(count_after(2, 0), 2);
  EXPECT_EQ(count_after(1, 2), 2);
}

}  // namespace
}  // namespace assay::pipeline
