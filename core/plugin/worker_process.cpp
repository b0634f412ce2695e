// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/worker_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/plugin/strays.hpp"

namespace assay::plugin {
namespace {

using std::chrono::milliseconds;

/// After SIGKILL only a driver that does not let go can take long.
constexpr milliseconds kKillPatience{5000};
/// A worker that does not read for so long is stuck.
constexpr timeval kSendTimeout{10, 0};

FileDescriptor open_pidfd(pid_t pid) {
  return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)));
}

bool is_readable(int fd, milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (;;) {
    pollfd polled{fd, POLLIN, 0};
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    const int ready = ::poll(&polled, 1, static_cast<int>(std::max(left, milliseconds(0)).count()));
    // A signal to the runner says nothing about the worker.
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    throw Error(ErrorKind::io, fmt::format("the path {} is too long for a socket", path));
  }
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

std::vector<std::string> command_line(const WorkerCommand& command, const std::string& socket) {
  std::vector<std::string> words = command.wrapper;
  // The child changes its folder before it looks for a relative path.
  if (!words.empty() && words.front().find('/') != std::string::npos) {
    words.front() = std::filesystem::absolute(words.front()).string();
  }
  words.push_back(command.worker.string());
  words.insert(words.end(), {"--socket", socket});
  if (command.wrapper.empty()) {
    words.insert(words.end(), {"--parent", std::to_string(::getpid())});
  } else {
    words.emplace_back("--wrapped");
  }
  return words;
}

std::vector<std::string> environment_with(const std::string& mark, std::size_t threads) {
  const std::string own = std::string(kWorkerMark) + "=";
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (std::string_view(*variable).substr(0, own.size()) != own) variables.emplace_back(*variable);
  }
  variables.push_back(own + mark);
  if (std::getenv("OMP_NUM_THREADS") == nullptr) {
    variables.push_back(fmt::format("OMP_NUM_THREADS={}", threads));
  }
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// What posix_spawn is told: own process group, default signals, no descriptors but 0, 1 and 2.
class SpawnSettings {
 public:
  SpawnSettings(const std::filesystem::path& directory, int log) {
    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    ::sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", 0, 0);
    ::posix_spawn_file_actions_adddup2(&actions_, log, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions_, log, STDERR_FILENO);
    ::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  const posix_spawnattr_t* attributes() const { return &attributes_; }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }

 private:
  posix_spawnattr_t attributes_{};
  posix_spawn_file_actions_t actions_{};
};

pid_t spawn(const WorkerCommand& command, const std::string& socket, int log) {
  std::vector<std::string> words = command_line(command, socket);
  std::vector<std::string> variables = environment_with(socket, command.threads);
  const SpawnSettings settings(command.directory, log);
  pid_t child = -1;
  const int failed =
      ::posix_spawnp(&child, words.front().c_str(), settings.actions(), settings.attributes(),
                     pointers_to(words).data(), pointers_to(variables).data());
  if (failed == 0) return child;
  throw Error(ErrorKind::plugin,
              fmt::format("cannot start {} in {}: {}; see --worker and --worker-wrapper",
                          words.front(), command.directory.string(), std::strerror(failed)));
}

}  // namespace

std::filesystem::path companion(const std::string& role, const std::filesystem::path& chosen) {
  namespace fs = std::filesystem;
  fs::path program = chosen.empty()
                         ? fs::read_symlink("/proc/self/exe").parent_path() / ("assay-" + role)
                         : fs::absolute(chosen);
  if (fs::is_regular_file(program)) return program;
  throw Error(ErrorKind::plugin,
              fmt::format("there is no {0} at {1}; it is built with assay, or named by --{0}", role,
                          program.string()));
}

WorkerProcess::WorkerProcess(const WorkerCommand& command, std::string socket, FileDescriptor log)
    : socket_(std::move(socket)), wrapped_(!command.wrapper.empty()) {
  listen(socket_);
  child_ = register_worker([&] { return spawn(command, socket_, log.get()); });
  child_fd_ = open_pidfd(child_);
  if (child_fd_) return;
  const int error = errno;
  ::kill(-child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
  forget_worker(child_);
  errno = error;
  throw_errno("cannot watch a worker (pidfd_open; Linux 5.3 or newer is needed)");
}

WorkerProcess::~WorkerProcess() {
  end(milliseconds{0});
}

void WorkerProcess::listen(const std::string& socket) {
  const sockaddr_un address = address_of(socket);
  listener_ = FileDescriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (!listener_ || ::bind(listener_.get(), generic, sizeof address) != 0 ||
      ::listen(listener_.get(), 1) != 0) {
    throw_errno(fmt::format("cannot listen on {}", socket));
  }
}

std::optional<wire::Channel> WorkerProcess::accept() {
  FileDescriptor connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) return std::nullopt;
  listener_.reset();
  ::unlink(socket_.c_str());
  ::setsockopt(connection.get(), SOL_SOCKET, SO_SNDTIMEO, &kSendTimeout, sizeof kSendTimeout);
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0) {
    worker_ = credentials.pid;  // 0 when it lives where we cannot see
  }
  watch_worker();
  return wire::Channel(connection.release());
}

void WorkerProcess::watch_worker() {
  if (worker_ > 0 && worker_ != child_) worker_fd_ = open_pidfd(worker_);
}

std::uint64_t WorkerProcess::resident_bytes() const {
  if (worker_ <= 0) return 0;
  std::ifstream status(fmt::format("/proc/{}/status", worker_));
  std::uint64_t kilobytes = 0;
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("RssAnon:") && !line.starts_with("RssFile:")) continue;
    kilobytes += std::strtoull(line.c_str() + 8, nullptr, 10);
  }
  return kilobytes << 10;
}

bool WorkerProcess::has_ended(milliseconds patience) const {
  const bool worker_ended = !worker_fd_ || is_readable(worker_fd_.get(), patience);
  return worker_ended && is_readable(child_fd_.get(), patience);
}

WorkerProcess::End WorkerProcess::end(milliseconds patience) {
  if (end_) return *end_;
  const bool by_itself = has_ended(patience);
  // Before it is reaped, so that its number, which is its group's, is not somebody else's.
  ::kill(-child_, SIGKILL);
  if (worker_fd_) ::syscall(SYS_pidfd_send_signal, worker_fd_.get(), SIGKILL, nullptr, 0U);
  end_ = reap(by_itself);
  ::unlink(socket_.c_str());
  const int strays = end_strays_of(socket_);
  if (strays > 0) {
    log::warn("plugin",
              fmt::format("ended processes that the plugin left behind: count={}", strays));
  }
  return *end_;
}

WorkerProcess::End WorkerProcess::reap(bool by_itself) {
  End result;
  result.by_itself = by_itself;
  siginfo_t status{};
  const bool gone = is_readable(child_fd_.get(), kKillPatience);
  if (!gone || ::waitid(P_PID, static_cast<id_t>(child_), &status, WEXITED | WNOHANG) != 0) {
    log::warn("plugin", "a worker does not go though it was killed: a driver may hold it");
    return result;  // still registered, so that nobody takes it for a stray
  }
  forget_worker(child_);
  result.by_signal = status.si_code != CLD_EXITED;
  result.code = status.si_status;
  // Wrappers that cannot die by their child's signal say it as shells do.
  if (wrapped_ && !result.by_signal && result.code > 128 && result.code < 128 + SIGRTMIN) {
    result.by_signal = true;
    result.code -= 128;
  }
  return result;
}

}  // namespace assay::plugin
