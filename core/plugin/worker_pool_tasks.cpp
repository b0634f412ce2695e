// SPDX-License-Identifier: Apache-2.0
// Of a pool, what concerns tasks: who gets which, and what becomes of them.
#include <assay/abi/base.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/log.hpp"
#include "core/plugin/load_errors.hpp"
#include "core/plugin/utf8.hpp"
#include "core/plugin/worker_pool.hpp"

namespace assay::plugin {
namespace {

using namespace std::chrono_literals;
using predict::Failure;
using predict::FailureKind;

Failure failure_of_status(const wire::Predicted& predicted) {
  const bool declared = predicted.status == ASSAY_E_DATAPOINT;
  return {declared ? FailureKind::datapoint_failed : FailureKind::plugin_error,
          "predict failed: " + printable(predicted.text)};
}

}  // namespace

/// The memory for fields is a batch's: what does not fit together may fit alone, and a datapoint
/// must not fail for the sake of its batch mates.
void WorkerPool::on_exhausted(Slot& slot, Task task) {
  if (task.images.size() > 1) return try_one_by_one(std::move(task));
  slot.suspect = false;
  settle(task, 0,
         {FailureKind::invalid_output,
          fmt::format("its fields take more than {} MiB, the most that a prediction may have; give "
                      "masks as rle, or fewer of them",
                      setup_.instance.field_bytes >> 20)});
}

/// A status may be what an earlier failure left behind (a GPU's errors stay): of a worker that has
/// failed since its last prediction it proves nothing.
void WorkerPool::on_bad_status(Slot& slot, Task task, const Instance::Answered& answer) {
  const bool in_time = answer.took < setup_.predict_limit;
  if (answer.predicted.status == ASSAY_E_CANCELLED && !in_time) {
    return on_timeout(slot, std::move(task));
  }
  const bool suspect = std::exchange(slot.suspect, true);
  const Failure failure = failure_of_status(answer.predicted);
  task.fate->trouble.push_back(failure);
  last_trouble_ = failure.message;
  if (task.images.size() > 1) return try_one_by_one(std::move(task));
  if (suspect && slot.served_before) {
    slot.instance->kill();
    slot.retry = std::move(task);
    return;
  }
  settle_finding(slot, std::move(task), failure);
}

void WorkerPool::on_timeout(Slot& slot, Task task) {
  const double seconds = std::chrono::duration<double>(setup_.predict_limit).count();
  on_death_in_predict(slot, std::move(task), {Death::Cause::deadline, seconds});
}

void WorkerPool::on_death_in_predict(Slot& slot, Task task, const Death& death) {
  task.fate->trouble.push_back(failure_of(death));
  if (task.images.size() > 1) return try_one_by_one(std::move(task));
  // A worker that has served others may die of what they left behind.
  if (slot.served_before) {
    slot.instance->kill();  // after a timeout it may have answered, late
    slot.retry = std::move(task);
    return;
  }
  settle_finding(slot, std::move(task), failure_of(death));
}

/// To know what fails is progress, unless nothing has ever succeeded.
void WorkerPool::settle_finding(Slot& slot, Task task, const Failure& failure) {
  if (answered_) slot.restarts = 0;
  task.fate->blamed = true;
  for (std::size_t i = 0; i < task.images.size(); ++i) settle(task, i, failure);
}

void WorkerPool::try_one_by_one(Task task) {
  for (auto image = task.images.rbegin(); image != task.images.rend(); ++image) {
    Task alone{task.fate, {}};
    alone.images.push_back(std::move(*image));
    queue_.push_front(std::move(alone));
  }
}

void WorkerPool::dispatch() {
  if (failed_ || closing_) return;
  for (Slot& slot : slots_) {
    if (slot.instance->state() != Instance::State::ready) continue;
    if (slot.retry) {
      run(slot, std::move(*std::exchange(slot.retry, std::nullopt)));
    } else if (!queue_.empty()) {
      Task task = std::move(queue_.front());
      queue_.pop_front();
      run(slot, std::move(task));
    }
  }
  // A worker that died is started again only when there is something to do for it.
  auto starting = static_cast<std::size_t>(std::count_if(
      slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.instance->is_starting(); }));
  for (Slot& slot : slots_) {
    if (slot.instance->state() != Instance::State::ended || slot.retired || failed_) continue;
    if (!slot.retry && starting >= queue_.size()) continue;
    restart(slot);
    ++starting;
  }
}

void WorkerPool::run(Slot& slot, Task task) {
  slot.served_before = !slot.instance->is_fresh();
  slot.current = std::move(task);
  const double seconds = std::chrono::duration<double>(setup_.predict_limit).count();
  slot.instance->predict(slot.current->images, limit_for(*slot.instance), seconds);
}

/// The first predict may have to warm up, for which the whole load deadline stands until it is
/// known how long that takes.
Clock::duration WorkerPool::limit_for(const Instance& instance) const {
  if (!instance.is_fresh()) return setup_.predict_limit;
  if (!slowest_first_) return std::max(setup_.predict_limit, setup_.instance.load_limit);
  return std::max(setup_.predict_limit, 4 * *slowest_first_);
}

void WorkerPool::restart(Slot& slot) {
  slot.suspect = false;
  if (slot.restarts < setup_.restart_budget) {
    ++slot.restarts;
    return slot.instance->start();
  }
  const auto others = std::count_if(slots_.begin(), slots_.end(),
                                    [](const Slot& other) { return !other.retired; }) -
                      1;
  if (others > 0 && answered_) return retire(slot);
  give_up(load_error(
      setup_.definition, setup_.model, slot.device, setup_.instance.plugin,
      fmt::format(
          "it was started {} times in a row without giving one prediction; the last time {}",
          slot.restarts + 1, last_trouble_)));
}

/// One of several GPUs may be lost while the others work. What this instance was to try again goes
/// to one of them.
void WorkerPool::retire(Slot& slot) {
  slot.retired = true;
  log::warn("plugin",
            fmt::format("instance {} on {} is given up, the others go on; the last time {}",
                        slot.instance->number(), to_string(slot.device), last_trouble_));
  if (!slot.retry) return;
  queue_.push_front(std::move(*std::exchange(slot.retry, std::nullopt)));
  dispatch();
}

void WorkerPool::settle_answers(Task task, Collected collected) {
  for (std::size_t i = 0; i < collected.size(); ++i) {
    if (auto* declined = std::get_if<Declined>(&collected[i])) {
      settle(task, i, {declined->kind, std::move(declined->message)});
      continue;
    }
    const predict::Image& image = task.images[i];
    auto checked = validate(std::move(std::get<0>(collected[i])), rules_, image.size);
    if (auto* fault = std::get_if<std::string>(&checked)) {
      settle(task, i, {FailureKind::invalid_output, std::move(*fault)});
    } else {
      add_outcome(task,
                  {image.index, image.size, std::get<predict::Prediction>(std::move(checked))});
    }
  }
}

void WorkerPool::settle(Task& task, std::size_t index, Failure failure) {
  add_outcome(task, {task.images[index].index, task.images[index].size, std::move(failure)});
}

void WorkerPool::add_outcome(Task& task, predict::Outcome outcome) {
  arrived_.push_back(std::move(outcome));
  Fate& fate = *task.fate;
  if (--fate.open > 0) return;
  --in_flight_;
  if (fate.blamed) return;
  for (Failure& trouble : fate.trouble) {
    log::warn("plugin", "no datapoint is blamed for what did not repeat: " + trouble.message);
    incidents_.push_back(std::move(trouble));
  }
}

void WorkerPool::give_up(Error error) {
  if (!failed_) failed_ = std::move(error);
}

}  // namespace assay::plugin
