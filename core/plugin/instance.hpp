// SPDX-License-Identifier: Apache-2.0
// One instance of the model: a worker process and where it is in the protocol. Nothing here waits:
// the owner polls what add_polled() names, then asks for what happened. One thread, which lives as
// long as the workers.
#pragma once

#include <poll.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/plugin/death.hpp"
#include "core/plugin/shared_memory.hpp"
#include "core/plugin/socket_directory.hpp"
#include "core/plugin/wire/encoding.hpp"
#include "core/plugin/worker_log.hpp"
#include "core/plugin/worker_process.hpp"
#include "core/predict/predictor.hpp"

namespace assay::plugin {

using Clock = std::chrono::steady_clock;

/// What all instances of a model have in common.
struct InstanceSetup {
  WorkerCommand command;
  std::filesystem::path plugin;
  Clock::duration load_limit{};  // from start to loaded, and then some before it is killed
  std::uint64_t field_bytes = 0;
  std::uint64_t memory_limit_bytes = 0;  // 0: none
};

class Instance {
 public:
  enum class State { ended, connecting, opening, opened, loading, ready, predicting, unloading };

  // What can happen.
  struct Described {
    wire::Description description;
  };
  struct Loaded {
    wire::DeviceReport device;
  };
  struct Answered {
    wire::Predicted predicted;
    Clock::duration took{};
    bool first = false;  // of this worker
  };
  struct Refused {
    std::string text;
  };
  struct Unloaded {};
  struct Died {
    Death death;
    bool while_starting = false;
    bool never_connected = false;  // so it may be no worker at all
  };
  using Event = std::variant<Described, Loaded, Answered, Refused, Unloaded, Died>;

  /// The setup, the sockets' folder and the logs must outlive it.
  Instance(const InstanceSetup& setup, SocketDirectory& sockets, WorkerLogs& logs,
           std::size_t number);

  State state() const { return state_; }
  /// On its way to `ready`.
  bool is_starting() const { return state_ >= State::connecting && state_ < State::ready; }
  std::size_t number() const { return number_; }
  /// It has answered no predict since it was started.
  bool is_fresh() const { return answered_ == 0; }
  /// The shared memory for fields; valid until the next start().
  std::span<const std::byte> field_memory() const;

  /// Starts a worker that opens the plugin; requires `ended`. Described, Refused or Died follows.
  void start();
  /// Requires `opened`. Loaded, Refused or Died follows.
  void load(wire::Load request);
  /// Requires `ready`. The images must stay until Answered or Died. The plugin is told `limit`, and
  /// killed some time after it; Death::number is then `stated_s`.
  void predict(std::span<const predict::Image> images, Clock::duration limit, double stated_s);
  /// Requires `ready`. Unloaded or Died follows within `limit`.
  void unload(Clock::duration limit);
  /// Asks a call that goes on to stop.
  void cancel();
  /// Kills the worker at once; no event follows.
  void kill();

  /// What to poll, and until when at most.
  void add_polled(std::vector<pollfd>& polled) const;
  Clock::time_point wake_at() const;
  /// The next thing that happened, if any.
  std::optional<Event> next();

 private:
  std::optional<Event> accept_worker();
  std::optional<Event> receive();
  std::optional<Event> understand(const wire::Message& message);
  std::optional<Event> check_process();
  std::optional<Event> check_limits();
  Event die(Death death);
  Event die_by_itself();

  template <class Content>
  void ask(wire::Type type, const Content& content, int fd = -1);
  void enter(State state, Clock::duration limit);
  void send_regions(std::span<const predict::Image> images);

  const InstanceSetup& setup_;
  SocketDirectory& sockets_;
  WorkerLogs& logs_;
  std::size_t number_;

  State state_ = State::ended;
  std::unique_ptr<WorkerProcess> process_;
  wire::Channel channel_;
  std::unique_ptr<SharedMemory> fields_;
  std::set<std::uint64_t> known_regions_;
  wire::Writer writer_;
  std::uint64_t sequence_ = 0;
  std::uint64_t answered_ = 0;
  Clock::time_point asked_at_{};
  Clock::time_point kill_at_{};
  Clock::time_point memory_check_at_{};
  double stated_s_ = 0;
};

}  // namespace assay::plugin
