// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/surroundings.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <thread>

#include "core/plugin/wire/messages.hpp"

namespace assay::worker {
namespace {

/// Plugins that "daemonise" close everything below 64, some below 1024; limits are often 256.
constexpr int kLowestControlFd = 200;

void die_with_runner(int parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The runner may have died before the line above; then nobody would ever tell.
  if (parent != 0 && ::getppid() != parent) ::_exit(plugin::wire::kExitConnectionLost);
}

void be_first_to_go() {
  const int fd = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  if (::write(fd, "1000", 4) != 4) std::fputs("assay-worker: cannot set oom_score_adj\n", stderr);
  ::close(fd);
}

void leave_no_core() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void close_strangers() {
#ifdef SYS_close_range
  ::syscall(SYS_close_range, 3U, ~0U, 0U);
#endif
}

void empty_stdin() {
  const int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ::dup2(fd, STDIN_FILENO);
  ::close(fd);
}

[[noreturn]] void give_up(const char* what, const std::string& path) {
  std::fprintf(stderr, "assay-worker: %s %s: %s\n", what, path.c_str(), std::strerror(errno));
  ::_exit(plugin::wire::kExitConnectionLost);
}

int move_high(int fd) {
  rlimit limit{};
  const bool known = ::getrlimit(RLIMIT_NOFILE, &limit) == 0;
  const int most = known && limit.rlim_cur < 4096 ? static_cast<int>(limit.rlim_cur) : 4096;
  const int high = ::fcntl(fd, F_DUPFD_CLOEXEC, std::min(kLowestControlFd, most - 8));
  if (high < 0) return fd;
  ::close(fd);
  return high;
}

}  // namespace

void settle_down(int parent) {
  die_with_runner(parent);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  be_first_to_go();
  leave_no_core();
  close_strangers();
  empty_stdin();
  // A crash must not take the plugin's last lines with it.
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
}

int connect_to_runner(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    give_up("cannot connect to", path);
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (fd < 0) give_up("cannot make a socket for", path);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    give_up("cannot connect to", path);
  }
  return move_high(fd);
}

void watch_connection(int fd) {
  std::thread([fd] {
    pollfd hangup{fd, 0, 0};  // nothing asked for: only the end is reported
    while (::poll(&hangup, 1, -1) < 0 && errno == EINTR) {
    }
    ::_exit(plugin::wire::kExitConnectionLost);
  }).detach();
}

}  // namespace assay::worker
