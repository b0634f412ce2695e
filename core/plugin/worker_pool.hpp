// SPDX-License-Identifier: Apache-2.0
// All instances of one model as a predict::Predictor: gives them batches, restarts them, and finds
// out which datapoint a plugin cannot bear.
//
// A batch that kills its worker is tried again one datapoint at a time. That takes two restarts for
// one bad datapoint, where halving would take one for each halving, and a restart loads the model.
// Blame is for what dies alone in a worker that predicted nothing before; so the same datapoint
// fails in the same way whatever the batch size, the number of instances and the past of a worker.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/plugin/bind.hpp"
#include "core/plugin/collect.hpp"
#include "core/plugin/instance.hpp"
#include "core/plugin/pixel_store.hpp"
#include "core/plugin/socket_directory.hpp"
#include "core/plugin/validate.hpp"
#include "core/plugin/wire/brief_wait.hpp"
#include "core/predict/predictor.hpp"

namespace assay::plugin {

struct PoolSetup {
  definition::Definition definition;  // for messages; the model is one of its
  definition::Model model;
  InstanceSetup instance;
  std::vector<definition::Device> devices;  // of each instance
  Clock::duration predict_limit{};
  Clock::duration unload_limit{};
  std::size_t restart_budget = 0;
  int interrupt_fd = -1;  // see WorkerOptions
  std::filesystem::path log_directory;
  std::uint64_t log_bytes = 0;
};

class WorkerPool final : public predict::Predictor {
 public:
  explicit WorkerPool(PoolSetup setup);
  ~WorkerPool() override;

  /// Starts all workers and loads the model in each. Throws Error{definition} or Error{plugin}.
  void load();

  const predict::ModelFacts& facts() const override { return facts_; }
  predict::PixelStore& pixels() override { return pixels_; }
  std::size_t capacity() const override { return 2 * slots_.size(); }  // one predicted, one waiting
  std::size_t in_flight() const override { return in_flight_; }
  void submit(predict::Batch batch) override;
  std::vector<predict::Outcome> wait(int wake_fd) override;
  std::vector<predict::Failure> take_incidents() override { return std::exchange(incidents_, {}); }
  void close() override;

 private:
  /// Of a whole batch, however often it is tried again in parts.
  struct Fate {
    std::size_t open = 0;                   // datapoints without an outcome
    std::vector<predict::Failure> trouble;  // of calls with some of them
    bool blamed = false;                    // a datapoint was found to be the reason
  };
  /// Datapoints of one batch for one call of predict.
  struct Task {
    std::shared_ptr<Fate> fate;
    std::vector<predict::Image> images;
  };
  struct Slot {
    std::unique_ptr<Instance> instance;
    definition::Device device;
    std::optional<Task> current;
    std::optional<Task> retry;    // for this worker once it is new
    bool served_before = false;   // when `current` was begun
    bool retired = false;         // its restarts are spent; the others go on
    bool suspect = false;         // predict has failed since this worker's last prediction
    std::size_t restarts = 0;     // since its last prediction or finding
    std::size_t polled_from = 0;  // its part of polled_
    std::size_t polled_to = 0;
  };

  // What happened.
  bool pump(int wake_fd);
  bool poll_until(Clock::time_point wake_at);
  bool has_stirred(const Slot& slot) const;
  void look_at(Slot& slot);
  void on(Slot& slot, Instance::Described&& event);
  void on(Slot& slot, Instance::Loaded&& event);
  void on(Slot& slot, Instance::Answered&& event);
  void on(Slot& slot, Instance::Refused&& event);
  void on(Slot& slot, Instance::Unloaded&& event);
  void on(Slot& slot, Instance::Died&& event);
  void on_exhausted(Slot& slot, Task task);
  void on_bad_status(Slot& slot, Task task, const Instance::Answered& answer);
  void on_timeout(Slot& slot, Task task);
  void on_death_in_predict(Slot& slot, Task task, const Death& death);

  // What is done.
  void describe(const wire::Description& description);
  void dispatch();
  void run(Slot& slot, Task task);
  void restart(Slot& slot);
  void retire(Slot& slot);
  void try_one_by_one(Task task);
  void settle(Task& task, std::size_t index, predict::Failure failure);
  void settle_finding(Slot& slot, Task task, const predict::Failure& failure);
  void settle_answers(Task task, Collected collected);
  void add_outcome(Task& task, predict::Outcome outcome);
  void on_failed_start(Slot& slot, const std::string& what);
  void give_up(Error error);
  bool check_device(const Slot& slot, const wire::DeviceReport& reported, bool final);
  Clock::duration limit_for(const Instance& instance) const;
  std::string death_note(const Slot& slot, const Death& death);
  void end_all();

  const PoolSetup setup_;
  const OutputRules rules_;
  SocketDirectory sockets_;
  WorkerLogs logs_;
  SlotStore pixels_;
  std::vector<Slot> slots_;
  std::vector<pollfd> polled_;
  wire::BriefWait<> brief_;
  Clock::time_point reaped_at_;

  std::optional<wire::Description> description_;
  Binding binding_;
  predict::ModelFacts facts_;

  std::deque<Task> queue_;
  std::size_t in_flight_ = 0;  // batches
  std::vector<predict::Outcome> arrived_;
  std::vector<predict::Failure> incidents_;
  std::optional<Error> failed_;
  bool answered_ = false;                         // some worker has given a prediction
  std::string last_trouble_;                      // what made the last one necessary
  std::optional<Clock::duration> slowest_first_;  // predict of a worker
  bool loaded_ = false;
  bool closing_ = false;
};

}  // namespace assay::plugin
