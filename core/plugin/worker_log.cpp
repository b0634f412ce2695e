// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/worker_log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/log.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin {
namespace {

constexpr std::size_t kTailBytes = 2048;
constexpr int kLastSteps = 100;

/// The file of one worker, over its restarts.
class LogFile {
 public:
  LogFile(const std::filesystem::path& directory, std::size_t worker, std::uint64_t bytes)
      : most_(bytes) {
    if (directory.empty()) return;
    path_ = directory / fmt::format("worker-{}.log", worker);
    file_ = FileDescriptor(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    if (!file_) throw_errno(fmt::format("cannot create {}", path_.string()));
  }

  void add(std::string_view text) {
    tail_ += text;
    if (tail_.size() > 2 * kTailBytes) tail_.erase(0, tail_.size() - kTailBytes);
    if (!file_) return;
    const std::string_view kept =
        text.substr(0, std::min<std::uint64_t>(text.size(), most_ - written_));
    write(kept);
    if (kept.size() < text.size() && !std::exchange(marked_, true)) {
      write(fmt::format("\n[assay: cut here, more than {} bytes]\n", most_));
    }
    written_ += kept.size();
  }

  std::string tail() const { return tail_; }

 private:
  /// A full disk costs log lines, not the run; it is said once.
  void write(std::string_view text) {
    try {
      if (file_) write_all(file_.get(), text, path_.string());
    } catch (const Error& error) {
      file_.reset();
      log::warn("plugin", fmt::format("worker log given up: {}", error.message()));
    }
  }

  std::filesystem::path path_;
  FileDescriptor file_;
  std::uint64_t most_;
  std::uint64_t written_ = 0;
  bool marked_ = false;
  std::string tail_;
};

struct Pipe {
  FileDescriptor end;
  std::size_t worker;
};

}  // namespace

struct WorkerLogs::State {
  std::filesystem::path directory;
  std::uint64_t bytes;
  FileDescriptor wake;
  std::mutex mutex;  // of all that follows
  std::vector<Pipe> pipes;
  std::vector<std::unique_ptr<LogFile>> files;  // by worker
  bool ending = false;
  std::thread reader;

  void run();
  bool read_some(const Pipe& pipe);
  void ring() const {
    const std::uint64_t one = 1;
    // Full means that a wake-up is due already.
    if (::write(wake.get(), &one, sizeof one) < 0) return;
  }
};

/// False at the end of the pipe.
bool WorkerLogs::State::read_some(const Pipe& pipe) {
  char block[16384];
  const ssize_t n = ::read(pipe.end.get(), block, sizeof block);
  if (n > 0) files[pipe.worker]->add({block, static_cast<std::size_t>(n)});
  return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

void WorkerLogs::State::run() {
  for (std::vector<pollfd> polled;;) {
    polled.assign(1, {wake.get(), POLLIN, 0});
    {
      const std::lock_guard lock(mutex);
      for (const Pipe& pipe : pipes) polled.push_back({pipe.end.get(), POLLIN, 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    std::uint64_t count = 0;
    const bool rung = polled[0].revents != 0 && ::read(wake.get(), &count, sizeof count) > 0;
    const std::lock_guard lock(mutex);
    // At the end the writers are dead, so that a pipe comes to its end in few steps.
    for (int step = rung && ending ? kLastSteps : 1; step > 0; --step) {
      std::erase_if(pipes, [this](const Pipe& pipe) { return !read_some(pipe); });
    }
    if (rung && ending) return;
  }
}

WorkerLogs::WorkerLogs(std::filesystem::path directory, std::uint64_t bytes)
    : state_(std::make_unique<State>()) {
  state_->directory = std::move(directory);
  state_->bytes = bytes;
  state_->wake = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!state_->wake) throw_errno("cannot make an eventfd");
  state_->reader = std::thread([state = state_.get()] { state->run(); });
}

WorkerLogs::~WorkerLogs() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->ending = true;
  }
  state_->ring();
  state_->reader.join();
}

FileDescriptor WorkerLogs::open(std::size_t worker) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_errno("cannot make a pipe");
  FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
  {
    const std::lock_guard lock(state_->mutex);
    while (state_->files.size() <= worker) {
      state_->files.push_back(
          std::make_unique<LogFile>(state_->directory, state_->files.size(), state_->bytes));
    }
    state_->pipes.push_back({std::move(reading), worker});
  }
  state_->ring();
  return writing;
}

std::string WorkerLogs::tail(std::size_t worker) {
  const std::lock_guard lock(state_->mutex);
  for (const Pipe& pipe : state_->pipes) {
    if (pipe.worker == worker) state_->read_some(pipe);
  }
  std::string text = worker < state_->files.size() ? state_->files[worker]->tail() : "";
  if (text.size() > kTailBytes) text.erase(0, text.size() - kTailBytes);
  return printable(text);
}

}  // namespace assay::plugin
