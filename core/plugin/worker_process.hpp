// SPDX-License-Identifier: Apache-2.0
// One worker as the system sees it: started, connected, watched, ended with all that it started.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/file.hpp"
#include "core/plugin/wire/channel.hpp"

namespace assay::plugin {

/// The program assay-<role> ("worker", "probe"), which is built and installed with this one:
/// `chosen`, as --<role> named it, or where that is empty the one beside this executable. Throws
/// Error{plugin} where it is not there.
std::filesystem::path companion(const std::string& role, const std::filesystem::path& chosen);

struct WorkerCommand {
  std::filesystem::path worker;  // absolute
  std::vector<std::string> wrapper;
  std::filesystem::path directory;  // its working directory
  std::size_t threads = 1;          // for OMP_NUM_THREADS, unless that is set
};

class WorkerProcess {
 public:
  /// How what was started ended.
  struct End {
    bool by_itself = false;  // else we killed it
    bool by_signal = false;
    int code = 0;  // the signal, or the exit code
  };

  /// Starts it; it dies with the calling thread. `log` becomes its stdout and stderr. Throws
  /// Error{plugin} when it cannot be started.
  WorkerProcess(const WorkerCommand& command, std::string socket, FileDescriptor log);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  /// Kills it.
  ~WorkerProcess();

  /// Readable when the worker connects.
  int listener() const { return listener_.get(); }
  /// The connection, once the worker has made it.
  std::optional<wire::Channel> accept();

  /// Readable when the process ended: the worker, as far as it is known and visible, else what was
  /// started (a wrapper may go before its worker).
  int ended_fd() const { return worker_fd_ ? worker_fd_.get() : child_fd_.get(); }

  /// Resident memory of the worker without what it shares with us; 0 when it cannot be told.
  std::uint64_t resident_bytes() const;

  /// Waits so long for it to end by itself, then kills it, and in both cases all it has started.
  /// Later calls return what the first found.
  End end(std::chrono::milliseconds patience);

 private:
  void listen(const std::string& socket);
  void watch_worker();
  bool has_ended(std::chrono::milliseconds patience) const;
  End reap(bool by_itself);

  std::string socket_;  // also the mark of all that the worker starts
  bool wrapped_ = false;
  FileDescriptor listener_;
  pid_t child_ = -1;  // leads a process group
  pid_t worker_ = -1;
  FileDescriptor child_fd_;   // pidfd
  FileDescriptor worker_fd_;  // pidfd of a worker that is not the child
  std::optional<End> end_;
};

}  // namespace assay::plugin
