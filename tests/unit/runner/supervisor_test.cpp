// SPDX-License-Identifier: Apache-2.0
// Each case runs in a process of its own, which becomes a supervisor: what that exits with is what
// is looked at. Whole runs are in tests/golden/decode_crash_test.py.
#include "runner/supervisor.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace assay::runner {
namespace {

using pipeline::Supervision;

/// The wait status of a process that supervises `run`.
int status_of(const std::function<int(const Supervision&)>& run) {
  const pid_t process = ::fork();
  if (process == 0) {
    [[maybe_unused]] const auto* quiet = std::freopen("/dev/null", "w", stderr);
    ::_exit(exit_as(supervise(run)));
  }
  int status = -1;
  ::waitpid(process, &status, 0);
  return status;
}

int exit_code_of(const std::function<int(const Supervision&)>& run) {
  const int status = status_of(run);
  EXPECT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
  return WEXITSTATUS(status);
}

[[noreturn]] void die_of(int signal) {
  std::signal(signal, SIG_DFL);
  ::raise(signal);
  ::_exit(99);
}

/// In a runner: what comes of a signal that the supervisor gets.
siginfo_t sent_by_way_of(const Supervision& supervision, int signal) {
  sigset_t waited_for;
  ::sigemptyset(&waited_for);
  ::sigaddset(&waited_for, signal);
  ::sigprocmask(SIG_BLOCK, &waited_for, nullptr);
  ::kill(supervision.supervisor, signal);
  siginfo_t origin{};
  ::sigwaitinfo(&waited_for, &origin);
  return origin;
}

TEST(Supervisor, ReturnsTheExitCode) {
  for (const int code : {0, 1, 70, 130, 143}) {
    EXPECT_EQ(exit_code_of([&](const Supervision&) { return code; }), code);
  }
}

TEST(Supervisor, StartsAnotherRunnerAfterACrashWhileDecoding) {
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE}) {
    EXPECT_EQ(exit_code_of([&](const Supervision& supervision) {
                if (!supervision.restarted) {
                  supervision.table->in_flight[5] = 17 + 1;
                  die_of(signal);
                }
                const auto& suspects = supervision.suspects;
                const bool told =
                    suspects.size() == 1 && suspects[0].key == 17 && suspects[0].signal == signal;
                return told && supervision.table->in_flight[5] == 0 ? 42 : 1;
              }),
              42);
  }
}

TEST(Supervisor, TakesACrashWithoutDecodingForABug) {
  EXPECT_EQ(exit_code_of([](const Supervision&) -> int { die_of(SIGSEGV); }), 70);
}

TEST(Supervisor, DiesOfTheSignalsThatAreNoCrash) {
  for (const int signal : {SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGQUIT}) {
    const int status = status_of([&](const Supervision& supervision) -> int {
      supervision.table->in_flight[0] = 1;
      die_of(signal);
    });
    ASSERT_TRUE(WIFSIGNALED(status)) << signal << " exit code " << WEXITSTATUS(status);
    EXPECT_EQ(WTERMSIG(status), signal);
  }
}

TEST(Supervisor, PassesSignalsOn) {
  EXPECT_EQ(exit_code_of([](const Supervision& supervision) {
              const siginfo_t origin = sent_by_way_of(supervision, SIGTERM);
              return origin.si_pid == supervision.supervisor ? 143 : 1;
            }),
            143);
}

TEST(Supervisor, SaysThatAnInterruptCameWhereTheRunWasDoneAllTheSame) {
  const pid_t process = ::fork();
  if (process == 0) {
    const pid_t self = ::getpid();
    const Ended ended = supervise([](const Supervision& supervision) {
      sent_by_way_of(supervision, SIGTERM);
      return 1;
    });
    if (::getpid() != self) ::_exit(ended.code);
    ::_exit(ended.code == 1 && ended.signal == 0 && ended.interrupt == SIGTERM ? 0 : 1);
  }
  int status = -1;
  ::waitpid(process, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST(Supervisor, DoesNotGoOnWithARunThatWasInterrupted) {
  EXPECT_EQ(exit_code_of([](const Supervision& supervision) -> int {
              sent_by_way_of(supervision, SIGINT);
              supervision.table->in_flight[0] = 1;
              die_of(SIGSEGV);
            }),
            130);
}

TEST(Supervisor, EndsWhatARunnerLeavesBehind) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  EXPECT_EQ(exit_code_of([&](const Supervision&) -> int {
              if (::fork() == 0) {
                ::setsid();
                if (::fork() != 0) ::_exit(0);
                ::pause();  // a daemon that holds the pipe
              }
              die_of(SIGSEGV);
            }),
            70);
  ::close(ends[1]);
  char byte = 0;
  EXPECT_EQ(::read(ends[0], &byte, 1), 0);  // else it waits for ever
  ::close(ends[0]);
}

TEST(Supervisor, TakesItsRunnerAlong) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const int status = status_of([](const Supervision& supervision) -> int {
    ::kill(supervision.supervisor, SIGKILL);
    ::pause();
    return 0;
  });
  EXPECT_TRUE(WIFSIGNALED(status));
  ::close(ends[1]);
  char byte = 0;
  EXPECT_EQ(::read(ends[0], &byte, 1), 0);
  ::close(ends[0]);
}

}  // namespace
}  // namespace assay::runner
