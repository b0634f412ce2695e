// SPDX-License-Identifier: Apache-2.0
#include "runner/worker/host.hpp"

#include <link.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <string_view>

#include "runner/worker/guard.hpp"
#include "runner/worker/sink.hpp"

namespace assay::worker {

const Host& host_of(const assay_host_t* table) {
  static_assert(offsetof(Host::Slot, table) == 0);
  return *reinterpret_cast<const Host::Slot*>(table)->owner;
}

Call& call_of(const assay_call_t* call) {
  static_assert(offsetof(Call::Slot, call) == 0);
  return *reinterpret_cast<const Call::Slot*>(call)->owner;
}

namespace {

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

std::string cut(assay_str_t text) {
  if (text.data == nullptr) return {};
  return {text.data, std::min<std::size_t>(text.size, plugin::wire::kLongestText)};
}

/// CUDA's runtime opens it when it is first used, whatever framework is above.
bool has_cuda_driver() {
  const auto look = [](dl_phdr_info* library, std::size_t, void* found) {
    const std::string_view path = library->dlpi_name == nullptr ? "" : library->dlpi_name;
    const bool is_driver = path.substr(path.rfind('/') + 1).starts_with("libcuda.so");
    if (is_driver) *static_cast<bool*>(found) = true;
    return is_driver ? 1 : 0;
  };
  bool found = false;
  ::dl_iterate_phdr(look, &found);
  return found;
}

const char* name_of(assay_log_level_t level) {
  switch (level) {
    case ASSAY_LOG_DEBUG:
      return "debug";
    case ASSAY_LOG_INFO:
      return "info";
    case ASSAY_LOG_WARN:
      return "warn";
    default:
      return "error";
  }
}

void log(const assay_host_t* table, assay_log_level_t level, assay_str_t text) noexcept {
  guarded([&] {
    std::string line = "[" + host_of(table).plugin_id() + "] " + name_of(level) + ": " + cut(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    line += '\n';
    // One write, so that lines of several threads do not mix; a log that is full loses the line.
    return ::write(STDERR_FILENO, line.data(), line.size()) < 0 ? ASSAY_E_INTERNAL : ASSAY_OK;
  });
}

void set_error(assay_error_t* error, assay_status_t status, assay_str_t text) noexcept {
  guarded([&] {
    if (error == nullptr) return ASSAY_E_ARGUMENT;
    if (error->status == ASSAY_OK) error->status = status;
    if (error->text.size() >= plugin::wire::kLongestText) return ASSAY_OK;
    if (!error->text.empty()) error->text += "\n  caused by: ";
    error->text += cut(text);
    return ASSAY_OK;
  });
}

std::int32_t cancelled(const assay_call_t* call) noexcept {
  return call != nullptr && call_of(call).cancelled() ? 1 : 0;
}

void report_device(const assay_call_t* call, assay_device_t device, assay_str_t name) noexcept {
  guarded([&] {
    if (call != nullptr) call_of(call).report_device(device, name);
    return ASSAY_OK;
  });
}

assay_status_t out_alloc(assay_sink_t* sink, const assay_field_t* field, assay_dtype_t dtype,
                         std::int32_t ndim, const std::int64_t* shape, void** data) noexcept {
  if (sink == nullptr) return ASSAY_E_ARGUMENT;
  return guarded([&] { return sink->allocate(field, dtype, ndim, shape, data); });
}

assay_status_t out_copy(assay_sink_t* sink, const assay_field_t* field,
                        const assay_tensor_t* tensor) noexcept {
  if (sink == nullptr) return ASSAY_E_ARGUMENT;
  return guarded([&] { return sink->copy(field, tensor); });
}

assay_status_t out_value(assay_sink_t* sink, const assay_field_t* field,
                         const assay_value_t* value) noexcept {
  if (sink == nullptr) return ASSAY_E_ARGUMENT;
  return guarded([&] { return sink->put(field, value); });
}

void out_fail(assay_sink_t* sink, std::uint32_t datapoint, assay_status_t status,
              assay_str_t text) noexcept {
  if (sink == nullptr) return;
  guarded([&] {
    sink->fail(datapoint, status, text);
    return ASSAY_OK;
  });
}

const void* extension(const assay_host_t*, const char*) noexcept {
  return nullptr;
}

}  // namespace

Host::Host() : slot_{} {
  assay_host_t& table = slot_.table;
  table.struct_size = sizeof table;
  table.abi_minor = ASSAY_ABI_MINOR;
  table.name = {"assay", 5};
  table.version = {ASSAY_VERSION, sizeof(ASSAY_VERSION) - 1};
  table.log = log;
  table.set_error = set_error;
  table.cancelled = worker::cancelled;
  table.report_device = worker::report_device;
  table.out_alloc = out_alloc;
  table.out_copy = out_copy;
  table.out_value = out_value;
  table.out_fail = out_fail;
  table.extension = extension;
  slot_.owner = this;
}

Call::Call(const Host& host, const FieldMemory& memory) : slot_{}, memory_(memory) {
  slot_.call.struct_size = sizeof(assay_call_t);
  slot_.call.threads = 1;
  slot_.call.host = host.table();
  slot_.call.device = {ASSAY_DEVICE_CPU, 0};
  slot_.owner = this;
}

void Call::set_device(assay_device_t device, std::uint32_t threads) {
  slot_.call.device = device;
  slot_.call.threads = threads;
}

void Call::begin(std::int64_t limit_ns) {
  slot_.call.deadline_ns = limit_ns > 0 ? now_ns() + limit_ns : 0;
}

bool Call::cancelled() const {
  const std::int64_t deadline = slot_.call.deadline_ns;
  return memory_.cancelled() || (deadline != 0 && now_ns() >= deadline);
}

void Call::report_device(assay_device_t device, assay_str_t name) {
  const std::lock_guard lock(mutex_);
  device_ = {device.type, device.id, cut(name)};
}

plugin::wire::DeviceReport Call::reported_device() const {
  const std::lock_guard lock(mutex_);
  if (device_.type == ASSAY_DEVICE_CUDA && !device_.has_driver) {
    device_.has_driver = has_cuda_driver();
  }
  return device_;
}

}  // namespace assay::worker
