// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/worker_pool.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <functional>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/log.hpp"
#include "core/plugin/check_model.hpp"
#include "core/plugin/load_errors.hpp"
#include "core/plugin/strays.hpp"
#include "core/plugin/utf8.hpp"

namespace assay::plugin {
namespace {

using namespace std::chrono_literals;

constexpr auto kReapEvery = 1s;

timespec to_timespec(Clock::duration duration) {
  const auto ns =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::max<Clock::duration>(duration, 0ns))
          .count();
  return {ns / 1'000'000'000, ns % 1'000'000'000};
}

predict::Color color_for(std::uint32_t mask) {
  if (mask == 0 || (mask & ASSAY_COLOR_BIT(ASSAY_COLOR_RGB)) != 0) return predict::Color::rgb;
  if ((mask & ASSAY_COLOR_BIT(ASSAY_COLOR_BGR)) != 0) return predict::Color::bgr;
  if ((mask & ASSAY_COLOR_BIT(ASSAY_COLOR_GRAY)) != 0) return predict::Color::gray;
  return predict::Color::rgba;
}

}  // namespace

WorkerPool::WorkerPool(PoolSetup setup)
    : setup_(std::move(setup)),
      rules_(output_rules(setup_.definition, setup_.model)),
      logs_(setup_.log_directory, setup_.log_bytes),
      reaped_at_(Clock::now()) {
  for (const definition::Device device : setup_.devices) {
    auto instance = std::make_unique<Instance>(setup_.instance, sockets_, logs_, slots_.size());
    slots_.push_back({std::move(instance), device, {}, {}});
  }
}

WorkerPool::~WorkerPool() {
  end_all();
}

void WorkerPool::end_all() {
  for (Slot& slot : slots_) slot.instance->kill();
  end_all_strays();
}

void WorkerPool::load() {
  for (Slot& slot : slots_) slot.instance->start();
  const auto ready = [](const Slot& slot) {
    return slot.instance->state() == Instance::State::ready;
  };
  while (!std::all_of(slots_.begin(), slots_.end(), ready)) {
    if (pump(setup_.interrupt_fd)) {
      throw Error(ErrorKind::cancelled, "interrupted while the model was being loaded");
    }
    if (failed_) throw *failed_;
  }
  loaded_ = true;
}

void WorkerPool::submit(predict::Batch batch) {
  ASSAY_CHECK(loaded_ && !closing_ && in_flight_ < capacity());
  if (batch.images.empty()) return;
  ASSAY_CHECK(facts_.max_batch == 0 || batch.images.size() <= facts_.max_batch);
  queue_.push_back(
      {std::make_shared<Fate>(Fate{batch.images.size(), {}, false}), std::move(batch.images)});
  ++in_flight_;
  dispatch();
}

std::vector<predict::Outcome> WorkerPool::wait(int wake_fd) {
  while (arrived_.empty() && !failed_) {
    if (in_flight_ == 0 && wake_fd < 0) return {};
    if (pump(wake_fd)) break;
  }
  if (arrived_.empty() && failed_) throw *failed_;
  return std::exchange(arrived_, {});
}

/// Waits for something to happen and sees to it; true when `wake_fd` is readable.
bool WorkerPool::pump(int wake_fd) {
  polled_.assign(1, {wake_fd, POLLIN, 0});
  auto wake_at = reaped_at_ + kReapEvery;
  for (Slot& slot : slots_) {
    slot.polled_from = polled_.size();
    slot.instance->add_polled(polled_);
    slot.polled_to = polled_.size();
    wake_at = std::min<Clock::time_point>(wake_at, slot.instance->wake_at());
  }
  const bool any = poll_until(wake_at);
  const auto now = Clock::now();
  for (Slot& slot : slots_) {
    if ((any && has_stirred(slot)) || now >= slot.instance->wake_at()) look_at(slot);
  }
  if (now >= reaped_at_ + kReapEvery) {
    reap_strays();
    reaped_at_ = now;
  }
  return any && polled_.front().revents != 0;
}

bool WorkerPool::poll_until(Clock::time_point wake_at) {
  const auto stirs = [this](Clock::duration longest) {
    const timespec patience = to_timespec(longest);
    return ::ppoll(polled_.data(), polled_.size(), &patience, nullptr) > 0;
  };
  const bool any = brief_.look([&] { return stirs(0ns); }) || stirs(wake_at - Clock::now());
  brief_.end();
  return any;
}

bool WorkerPool::has_stirred(const Slot& slot) const {
  const auto from = polled_.begin() + static_cast<std::ptrdiff_t>(slot.polled_from);
  const auto to = polled_.begin() + static_cast<std::ptrdiff_t>(slot.polled_to);
  return std::any_of(from, to, [](const pollfd& polled) { return polled.revents != 0; });
}

/// One event at a time: what else there is, poll tells again.
void WorkerPool::look_at(Slot& slot) {
  auto event = slot.instance->next();
  if (!event) return;
  std::visit([&](auto&& content) { on(slot, std::forward<decltype(content)>(content)); },
             std::move(*event));
}

void WorkerPool::on(Slot& slot, Instance::Described&& event) {
  if (!description_) {
    describe(event.description);
    description_ = std::move(event.description);
  } else if (*description_ != event.description) {
    give_up(load_error(setup_.definition, setup_.model, slot.device, setup_.instance.plugin,
                       "the file was replaced by another while it was in use"));
    return;
  }
  wire::Load request;
  request.load_entry = binding_.load_entry;
  request.predict_entry = binding_.predict_entry;
  request.load_arguments = binding_.load_arguments;
  request.predict_arguments = binding_.predict_arguments;
  const bool cuda = slot.device.kind == definition::Device::Kind::cuda;
  request.device_type = cuda ? ASSAY_DEVICE_CUDA : ASSAY_DEVICE_CPU;
  request.device_id = slot.device.ordinal;
  request.threads = static_cast<std::uint32_t>(setup_.instance.command.threads);
  slot.instance->load(std::move(request));
}

/// Binds the definition to the plugin; nothing of the plugin's own code has run yet.
void WorkerPool::describe(const wire::Description& description) {
  binding_ = bind(setup_.definition, setup_.model, description);
  for (const std::string& note : binding_.notes) log::info("plugin", note);
  check_devices(setup_.definition, setup_.model, description, binding_, setup_.devices);
  const wire::Entry& predict = description.entries[binding_.predict_entry];
  facts_.color = color_for(predict.color_mask);
  facts_.max_batch = predict.max_batch;
}

bool WorkerPool::check_device(const Slot& slot, const wire::DeviceReport& reported, bool final) {
  if (const auto fault = device_fault(slot.device, reported, final)) {
    give_up(device_error(setup_.definition, setup_.model, *fault));
    return false;
  }
  if (reported.type != 0) facts_.device = in_words(reported);
  return true;
}

void WorkerPool::on(Slot& slot, Instance::Loaded&& event) {
  if (check_device(slot, event.device, false)) dispatch();
}

void WorkerPool::on(Slot& slot, Instance::Refused&& event) {
  on_failed_start(slot, printable(event.text));
}

/// At first that ends it. A model that was loaded before may need a moment, e.g. until a GPU has
/// given back the memory of the worker that died.
void WorkerPool::on_failed_start(Slot& slot, const std::string& what) {
  if (!loaded_) {
    give_up(load_error(setup_.definition, setup_.model, slot.device, setup_.instance.plugin, what));
    return;
  }
  log::warn("plugin",
            fmt::format("worker {} could not be started again: {}", slot.instance->number(), what));
  last_trouble_ = what;
  dispatch();
}

void WorkerPool::on(Slot&, Instance::Unloaded&&) {}

void WorkerPool::on(Slot& slot, Instance::Answered&& event) {
  Task task = std::move(*std::exchange(slot.current, std::nullopt));
  if (closing_) return slot.instance->unload(setup_.unload_limit);
  if (event.predicted.exhausted) {
    on_exhausted(slot, std::move(task));
    return dispatch();
  }
  if (event.predicted.status != ASSAY_OK) {
    on_bad_status(slot, std::move(task), event);
    return dispatch();
  }
  auto collected = collect(event.predicted, task.images.size(), slot.instance->field_memory());
  if (!collected) {
    slot.instance->kill();
    on_death_in_predict(slot, std::move(task), {Death::Cause::nonsense, 0});
    return dispatch();
  }
  if (!check_device(slot, event.predicted.device, true)) return;
  answered_ = true;
  slot.restarts = 0;
  slot.suspect = false;
  if (event.first) slowest_first_ = std::max(slowest_first_.value_or(0ns), event.took);
  dispatch();  // before the checks below: the worker need not wait for them
  settle_answers(std::move(task), std::move(*collected));
}

void WorkerPool::on(Slot& slot, Instance::Died&& event) {
  if (closing_) {
    log::warn("plugin", fmt::format("worker {} {} while it unloaded", slot.instance->number(),
                                    in_words(event.death)));
    return;
  }
  if (event.never_connected) {
    return on_failed_start(slot, "the worker " + in_words(event.death) +
                                     " before it connected; look at --worker and --worker-wrapper");
  }
  if (event.while_starting || !loaded_) {
    return on_failed_start(slot, "while it was loaded it " + death_note(slot, event.death));
  }
  log::warn("plugin", fmt::format("worker {} {}", slot.instance->number(), in_words(event.death)));
  last_trouble_ = "it " + in_words(event.death);
  if (slot.current) {
    Task task = std::move(*std::exchange(slot.current, std::nullopt));
    if (event.death.is_timeout()) {
      on_timeout(slot, std::move(task));
    } else {
      on_death_in_predict(slot, std::move(task), event.death);
    }
  }
  dispatch();
}

std::string WorkerPool::death_note(const Slot& slot, const Death& death) {
  const std::string output = logs_.tail(slot.instance->number());
  if (output.empty()) return in_words(death);
  return fmt::format("{}; the last of its output:\n{}", in_words(death), output);
}

void WorkerPool::close() {
  closing_ = true;
  const auto deadline = Clock::now() + setup_.unload_limit;
  for (Slot& slot : slots_) {
    switch (slot.instance->state()) {
      case Instance::State::ready:
        slot.instance->unload(setup_.unload_limit);
        break;
      case Instance::State::predicting:
        slot.instance->cancel();
        break;
      default:
        slot.instance->kill();
        break;
    }
  }
  const auto ended = [](const Slot& slot) {
    return slot.instance->state() == Instance::State::ended;
  };
  while (Clock::now() < deadline && !std::all_of(slots_.begin(), slots_.end(), ended)) pump(-1);
  const auto late = std::count_if(slots_.begin(), slots_.end(), std::not_fn(ended));
  if (late > 0)
    log::warn("plugin", fmt::format("workers that did not unload in time: count={}", late));
  end_all();
}

}  // namespace assay::plugin
