// SPDX-License-Identifier: Apache-2.0
#include "runner/supervisor.hpp"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>
#include <set>

#include "core/base/descriptor_passing.hpp"
#include "core/base/file.hpp"
#include "core/pipeline/decode_watch.hpp"
#include "core/plugin/strays.hpp"
#include "runner/exit_code.hpp"
#include "runner/suspects.hpp"

namespace assay::runner {
namespace {

constexpr std::array kPassedOn{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
constexpr std::array kInterrupts{SIGINT, SIGTERM, SIGHUP};
constexpr std::array kCrashes{SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE};

template <std::size_t size>
bool is_one_of(const std::array<int, size>& signals, int number) {
  return std::find(signals.begin(), signals.end(), number) != signals.end();
}

bool is_ignored(int number) {
  struct sigaction action {};
  return ::sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

pipeline::DecodeTable& map_table() {
  void* const memory = ::mmap(nullptr, sizeof(pipeline::DecodeTable), PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw_errno("cannot map memory to share with the runner");
  return *new (memory) pipeline::DecodeTable;
}

/// The signals that are passed on, and SIGCHLD, wait to be asked for.
class HeldSignals {
 public:
  HeldSignals() {
    std::signal(SIGCHLD, SIG_DFL);  // ignored, it would take the runner's status away
    ::sigemptyset(&held_);
    ::sigaddset(&held_, SIGCHLD);
    for (const int number : kPassedOn) ::sigaddset(&held_, number);
    ::sigprocmask(SIG_BLOCK, &held_, &before_);
  }
  ~HeldSignals() { let_go(); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  int wait() const {
    int number = 0;
    while (::sigwait(&held_, &number) != 0) {
    }
    return number;
  }
  void let_go() const { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

/// Of the runner, as waitpid() says it.
struct End {
  int status = 0;
  int signal() const { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
  int code() const { return WEXITSTATUS(status); }
  bool is_crash() const { return is_one_of(kCrashes, signal()); }
};

class Supervisor {
 public:
  using Run = std::function<int(const pipeline::Supervision&)>;

  Supervisor() : table_(map_table()), spared_(plugin::children_now()) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
      throw_errno("cannot make a socket to the runner");
    }
    runners_ = FileDescriptor(ends[0]);
    ours_ = FileDescriptor(ends[1]);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  }

  Ended go(const Run& run) {
    for (bool restarted = false;; restarted = true) {
      const pid_t runner = ::fork();
      if (runner < 0) throw_errno("cannot start a process to run in");
      if (runner == 0) return {run(begin_runner(restarted))};
      const End end = wait_for(runner);
      plugin::end_children_except(spared_);
      if (!end.is_crash()) return ended(end, restarted);
      if (interrupt_ != 0) return interrupted();
      if (!prepare_next(end)) return {give_up(end), 0, interrupt_};
    }
  }

 private:
  pipeline::Supervision begin_runner(bool restarted) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != self_) ::_exit(128 + SIGKILL);  // it died before that held
    held_.let_go();
    ours_.reset();
    return {&table_, suspects_.list(), restarted, self_, runners_.get(), lock_.get()};
  }

  /// Until it has ended, signals are passed on to it.
  End wait_for(pid_t runner) {
    End end;
    for (;;) {
      const int number = held_.wait();
      if (number != SIGCHLD) {
        if (is_one_of(kInterrupts, number) && !is_ignored(number)) interrupt_ = number;
        ::kill(runner, number);
      } else if (::waitpid(runner, &end.status, WNOHANG) == runner) {
        return end;
      }
    }
  }

  bool prepare_next(const End& end) {
    if (FileDescriptor lock = receive_descriptor(ours_.get())) lock_ = std::move(lock);
    const std::vector<std::size_t> in_flight = pipeline::in_flight(table_);
    for (auto& slot : table_.in_flight) slot = 0;
    return suspects_.go_on_after(in_flight, end.signal(), table_.recorded);
  }

  Ended ended(const End& end, bool restarted) const {
    const int signal = end.signal();
    if (signal == 0) return {end.code(), 0, interrupt_};
    if (signal == SIGKILL) {
      std::fputs(
          "assay: killed by SIGKILL, most likely since the system was out of memory; "
          "--resume goes on with what is recorded\n",
          stderr);
    }
    if (!is_one_of(kInterrupts, signal)) return {128 + signal, signal, interrupt_};
    if (restarted) return interrupted();
    say_interrupted();
    return {128 + signal, signal, signal};
  }

  static void say_interrupted() {
    std::fputs("assay: interrupted; --resume goes on with what is recorded\n", stderr);
  }

  Ended interrupted() const {
    say_interrupted();
    const int signal = interrupt_ != 0 ? interrupt_ : SIGINT;
    return {128 + signal, 0, signal};
  }

  static int give_up(const End& end) {
    std::fprintf(stderr,
                 "assay: internal error: the runner crashed (signal %d, %s) and no image is to "
                 "blame: this is a bug in assay. Please report it with this line, run.json and "
                 "the logs of the run's directory; --resume goes on with what is recorded\n",
                 end.signal(), ::strsignal(end.signal()));
    return static_cast<int>(ExitCode::internal);
  }

  const pid_t self_ = ::getpid();
  pipeline::DecodeTable& table_;
  const std::set<pid_t> spared_;
  const HeldSignals held_;
  FileDescriptor runners_;  // the end of the socket at which runners write
  FileDescriptor ours_;
  FileDescriptor lock_;  // of the run's directory, while a runner follows another
  Suspects suspects_;
  int interrupt_ = 0;
};

}  // namespace

Ended supervise(const std::function<int(const pipeline::Supervision&)>& run) {
  return Supervisor().go(run);
}

int exit_as(const Ended& ended) {
  if (ended.signal == 0) return ended.code;
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);  // the other's is the one to look at
  std::signal(ended.signal, SIG_DFL);
  ::raise(ended.signal);
  return ended.code;  // it is blocked here
}

}  // namespace assay::runner
