// SPDX-License-Identifier: Apache-2.0
// What the host says about one call, and what a plugin may ask or tell it meanwhile. A function
// that wants it takes `const assay::Context&` (or `assay::Device` alone) anywhere among its
// arguments; neither is a parameter of the definition.
#pragma once

#include <assay/sdk/error.hpp>
#include <assay/sdk/visibility.hpp>

#include <time.h>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

enum class DeviceType : std::int32_t { cpu = ASSAY_DEVICE_CPU, cuda = ASSAY_DEVICE_CUDA };

/// Where the model must run.
struct Device {
  DeviceType type = DeviceType::cpu;
  int id = 0;  // ordinal among the devices of that type

  bool is_cuda() const noexcept { return type == DeviceType::cuda; }
  /// "cpu" or "cuda:0".
  std::string name() const { return is_cuda() ? "cuda:" + std::to_string(id) : std::string("cpu"); }
};

enum class LogLevel : assay_log_level_t {
  debug = ASSAY_LOG_DEBUG,
  info = ASSAY_LOG_INFO,
  warn = ASSAY_LOG_WARN,
  error = ASSAY_LOG_ERROR,
};

/// Valid until the entry returns. All of it may be used by threads started within the call.
class Context {
 public:
  explicit Context(const assay_call_t& call) noexcept : call_(&call) {}

  Device device() const noexcept {
    return {static_cast<DeviceType>(call_->device.type), call_->device.id};
  }
  /// How many threads the plugin should use; at least 1.
  int threads() const noexcept { return static_cast<int>(call_->threads); }
  /// True when the call should stop soon: then throw Error(Status::cancelled, ...). Cheap enough
  /// for every layer. Functions that take one image are stopped between images by the SDK.
  bool cancelled() const noexcept { return call_->host->cancelled(call_) != 0; }
  /// CLOCK_MONOTONIC in nanoseconds; 0: none.
  std::int64_t deadline_ns() const noexcept { return call_->deadline_ns; }
  /// Until the deadline: 0 when it has passed, the greatest number when there is none. E.g. to pick
  /// a smaller batch, or to refuse work that cannot be done in time.
  std::int64_t time_left_ns() const noexcept {
    if (deadline_ns() == 0) return std::numeric_limits<std::int64_t>::max();
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::int64_t left = deadline_ns() - (now.tv_sec * std::int64_t{1000000000} + now.tv_nsec);
    return left > 0 ? left : 0;
  }

  /// Tells what the model really runs on, e.g. (context.device(), "NVIDIA H200"). Where the
  /// definition asks for a GPU, a plugin that never reports one fails the run.
  void report_device(Device device, std::string_view name) const noexcept {
    const assay_device_t where = {static_cast<std::int32_t>(device.type), device.id};
    call_->host->report_device(call_, where, detail::to_abi(name));
  }

  /// Writes one line to the run's log.
  void log(LogLevel level, std::string_view text) const noexcept {
    call_->host->log(call_->host, static_cast<assay_log_level_t>(level), detail::to_abi(text));
  }

 private:
  const assay_call_t* call_;
};

}  // namespace sdk_1_0
}  // namespace assay
