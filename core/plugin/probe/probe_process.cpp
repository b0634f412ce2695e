// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/probe/probe_process.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>

#include "core/base/error.hpp"
#include "core/plugin/abi_check/finding.hpp"
#include "core/plugin/strays.hpp"

namespace assay::plugin::probe {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// A process that said it is done has nothing left to do.
constexpr milliseconds kPatience{2000};

/// Waits until one of them is readable. False: not before the deadline. Throws Error{cancelled}
/// when `interrupt` is, where that is not -1.
bool wait_for(int fd, int other, int interrupt, Clock::time_point deadline) {
  for (;;) {
    pollfd polled[3] = {{fd, POLLIN, 0}, {other, POLLIN, 0}, {interrupt, POLLIN, 0}};
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    const int ready = ::poll(polled, 3, static_cast<int>(std::max(left, milliseconds(0)).count()));
    if (ready < 0 && errno == EINTR) continue;
    if (polled[2].revents != 0) throw Error(ErrorKind::cancelled, "interrupted while probing");
    return ready > 0;
  }
}

/// Those of a plugin that cleared their environment, too.
struct EndStrays {
  EndStrays() = default;
  EndStrays(const EndStrays&) = delete;
  EndStrays& operator=(const EndStrays&) = delete;
  ~EndStrays() { end_all_strays(); }
};

/// The conversation with one process.
class Conversation {
 public:
  Conversation(WorkerProcess& process, const ProbeLimits& limits)
      : process_(process), limits_(limits), deadline_(Clock::now() + limits.call) {}

  /// False: a call ran out of time, or of memory.
  bool run(const wire::Probe& probe, CaseResult& result) {
    if (!connect()) return !timed_out_;
    wire::Writer request;
    encode(request, probe);
    if (!channel_->send(wire::Type::probe, 0, request.bytes())) return true;
    while (!is_done_ && !is_spoilt_) {
      wire::Message message;
      const wire::Receive received = channel_->receive(message, false);
      if (received == wire::Receive::message) {
        understand(message, result);
      } else if (received != wire::Receive::nothing) {
        is_spoilt_ = received == wire::Receive::broken;
        return true;  // else it ended, or its plugin closed the connection
      } else if (!wait()) {
        return false;
      } else if (was_last_look()) {
        return true;
      }
    }
    return true;
  }
  bool is_done() const { return is_done_; }
  /// Somebody else wrote to the connection: its plugin.
  bool is_spoilt() const { return is_spoilt_; }
  bool never_connected() const { return !channel_; }
  bool is_over_memory() const { return is_over_memory_; }

 private:
  /// Until something arrives or the process ends; looks at its memory meanwhile.
  bool wait() {
    constexpr milliseconds kLook{100};
    for (;;) {
      const auto until =
          limits_.memory_bytes == 0 ? deadline_ : std::min(deadline_, Clock::now() + kLook);
      const int interrupt = limits_.interrupt_fd;
      if (wait_for(channel_->fd(), process_.ended_fd(), interrupt, until)) return true;
      const bool bounded = limits_.memory_bytes != 0;
      is_over_memory_ = bounded && process_.resident_bytes() > limits_.memory_bytes;
      if (is_over_memory_ || Clock::now() >= deadline_) return false;
    }
  }

  bool connect() {
    while (!channel_) {
      timed_out_ =
          !wait_for(process_.listener(), process_.ended_fd(), limits_.interrupt_fd, deadline_);
      channel_ = process_.accept();
      if (!channel_) return false;
    }
    return true;
  }

  /// A process that has ended may have sent something just before.
  bool was_last_look() {
    const bool ended = wait_for(process_.ended_fd(), process_.ended_fd(), -1, Clock::now());
    return std::exchange(saw_end_, ended) && ended;
  }

  void understand(const wire::Message& message, CaseResult& result) {
    wire::Reader reader(message.payload);
    if (message.type == wire::Type::probe_step) {
      result.steps.push_back(reader.text());
      deadline_ = Clock::now() + limits_.call;  // another call begins
    } else if (message.type == wire::Type::probe_finding) {
      wire::ProbeFinding finding = wire::decode_probe_finding(reader);
      is_spoilt_ = abi_check::find_rule(finding.rule) == nullptr;
      if (!is_spoilt_) result.findings.push_back(std::move(finding));
    } else if (message.type == wire::Type::probe_fields) {
      result.fields = wire::decode_probe_fields(reader);
    } else {
      is_done_ = message.type == wire::Type::probe_done;
    }
    is_spoilt_ = is_spoilt_ || !reader.finished();
  }

  WorkerProcess& process_;
  const ProbeLimits& limits_;
  Clock::time_point deadline_;
  std::optional<wire::Channel> channel_;
  bool timed_out_ = false;
  bool is_done_ = false;
  bool is_spoilt_ = false;
  bool saw_end_ = false;
  bool is_over_memory_ = false;
};

Death death_of(const WorkerProcess::End& end) {
  const bool lost = !end.by_signal && end.code == wire::kExitConnectionLost;
  if (!end.by_itself || lost) return {Death::Cause::connection_closed, 0};
  const auto cause = end.by_signal ? Death::Cause::signal : Death::Cause::exit;
  return {cause, static_cast<double>(end.code)};
}

}  // namespace

ProbeRunner::ProbeRunner(WorkerCommand command, ProbeLimits limits)
    : command_(std::move(command)), limits_(limits), logs_({}, 0) {}

CaseResult ProbeRunner::run(const wire::Probe& probe) {
  CaseResult result;
  const std::size_t number = count_++;
  const EndStrays last;
  WorkerProcess process(command_, sockets_.next_name(), logs_.open(number));
  Conversation conversation(process, limits_);
  const bool in_time = conversation.run(probe, result);
  const auto end = process.end(in_time ? kPatience : milliseconds(0));
  result.output = logs_.tail(number);
  if (conversation.never_connected() && in_time) {
    throw Error(ErrorKind::plugin,
                fmt::format("{} is no probe of this assay; it is built and installed with it",
                            command_.worker.string()));
  }
  if (conversation.is_over_memory()) {
    result.death = Death{Death::Cause::memory, static_cast<double>(limits_.memory_bytes)};
  } else if (!in_time) {
    result.death = Death{Death::Cause::deadline, static_cast<double>(limits_.call.count())};
  } else if (conversation.is_spoilt()) {
    result.death = Death{Death::Cause::nonsense, 0};
  } else if (!conversation.is_done()) {
    result.death = death_of(end);
  }
  return result;
}

}  // namespace assay::plugin::probe
