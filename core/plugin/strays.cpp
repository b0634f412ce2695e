// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/strays.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "core/base/file.hpp"

namespace assay::plugin {
namespace {

/// A stray that is killed orphans its own children, which come to us next.
constexpr int kMostRounds = 100;

struct Workers {
  std::mutex mutex;
  std::set<pid_t> alive;
  std::optional<std::set<pid_t>> others;  // children from before we adopted any
};

Workers& workers() {
  static Workers registered;
  return registered;
}

/// A file of /proc, whose size stat does not tell; empty when it cannot be read.
std::string read_proc(const std::string& path) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string content;
  char block[4096];
  for (ssize_t n = 1; fd && n > 0;) {
    n = ::read(fd.get(), block, sizeof block);
    if (n > 0) content.append(block, static_cast<std::size_t>(n));
  }
  return content;
}

void add_pids(std::string_view text, std::vector<pid_t>& pids) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    pid_t pid = 0;
    const auto [next, error] = std::from_chars(at, end, pid);
    if (error == std::errc() && pid > 0) pids.push_back(pid);
    at = next == at ? at + 1 : next;
  }
}

/// Children of this process, by /proc/self/task/*/children.
std::vector<pid_t> children() {
  std::vector<pid_t> pids;
  std::error_code error;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", error)) {
    add_pids(read_proc(task.path().string() + "/children"), pids);
  }
  return pids;
}

/// Children started by other parts of this process are in its own group; workers lead groups of
/// their own, and what they start is in those or in newer ones. The caller holds the lock.
bool is_stray(pid_t pid) {
  const Workers& known = workers();
  return ::getpgid(pid) != ::getpgrp() && !known.alive.contains(pid) &&
         !known.others->contains(pid);
}

/// An empty `mark` is any.
bool carries(pid_t pid, const std::string& mark) {
  const std::string wanted = std::string(kWorkerMark) + "=" + mark;
  const std::string environment = read_proc("/proc/" + std::to_string(pid) + "/environ");
  for (std::string_view rest = environment; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view variable = rest.substr(0, end);
    if (mark.empty() ? variable.starts_with(wanted) : variable == wanted) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

/// Kills and reaps the children that are chosen, until a look finds no more.
int end_chosen(const std::function<bool(pid_t)>& chosen) {
  int ended = 0;
  for (int round = 0; round < kMostRounds; ++round) {
    int found = 0;
    for (const pid_t pid : children()) {
      if (!chosen(pid)) continue;
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
      ++found;
    }
    if (found == 0) break;
    ended += found;
  }
  return ended;
}

}  // namespace

void adopt_orphans() {
  const std::lock_guard lock(workers().mutex);
  if (workers().others) return;
  const std::vector<pid_t> before = children();
  workers().others.emplace(before.begin(), before.end());
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

pid_t register_worker(const std::function<pid_t()>& spawn) {
  const std::lock_guard lock(workers().mutex);
  const pid_t worker = spawn();
  if (worker > 0) workers().alive.insert(worker);
  return worker;
}

void forget_worker(pid_t worker) {
  const std::lock_guard lock(workers().mutex);
  workers().alive.erase(worker);
}

int end_strays_of(const std::string& mark) {
  const std::lock_guard lock(workers().mutex);
  if (!workers().others) return 0;
  return end_chosen([&](pid_t pid) { return is_stray(pid) && carries(pid, mark); });
}

int end_all_strays() {
  const std::lock_guard lock(workers().mutex);
  if (!workers().others || !workers().alive.empty()) return 0;
  // Process 1 of a container adopts orphans of others, too: there only the mark tells.
  const bool all_are_ours = ::getpid() != 1;
  return end_chosen([&](pid_t pid) { return is_stray(pid) && (all_are_ours || carries(pid, "")); });
}

std::set<pid_t> children_now() {
  const std::vector<pid_t> pids = children();
  return {pids.begin(), pids.end()};
}

int end_children_except(const std::set<pid_t>& spared) {
  const bool all_are_ours = ::getpid() != 1;
  return end_chosen([&](pid_t pid) {
    // Those of its own group, too: one that is about to leave it would get away.
    return !spared.contains(pid) && (all_are_ours || carries(pid, ""));
  });
}

void reap_strays() {
  const std::lock_guard lock(workers().mutex);
  if (!workers().others) return;
  for (const pid_t pid : children()) {
    if (is_stray(pid)) ::waitpid(pid, nullptr, WNOHANG);
  }
}

}  // namespace assay::plugin
