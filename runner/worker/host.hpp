// SPDX-License-Identifier: Apache-2.0
// What the worker hands to a plugin: the host's function table, the call, the error.
#pragma once

#include <assay/abi/host.h>

#include <cstdint>
#include <mutex>
#include <string>

#include "core/plugin/wire/messages.hpp"
#include "runner/worker/field_memory.hpp"

/// Opaque to the plugin.
struct assay_error {
  assay_status_t status = ASSAY_OK;
  std::string text;
};

namespace assay::worker {

/// The function table, with the plugin's id for its log lines. One for the process; does not move.
class Host {
 public:
  Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  void set_plugin_id(const std::string& id) { plugin_id_ = id; }
  const std::string& plugin_id() const { return plugin_id_; }
  const assay_host_t* table() const { return &slot_.table; }

 private:
  // The plugin holds a pointer to the table and gives it back; its owner lies right behind.
  struct Slot {
    assay_host_t table;
    const Host* owner;
  };
  friend const Host& host_of(const assay_host_t* table);

  Slot slot_;
  std::string plugin_id_;
};

/// The call that goes on. One for the process, so that a pointer a plugin wrongly keeps stays
/// valid.
class Call {
 public:
  Call(const Host& host, const FieldMemory& memory);
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void set_device(assay_device_t device, std::uint32_t threads);
  /// Begins a call that should end within `limit_ns` (0: any time).
  void begin(std::int64_t limit_ns);
  bool cancelled() const;

  void report_device(assay_device_t device, assay_str_t name);
  plugin::wire::DeviceReport reported_device() const;

  const assay_call_t* abi() const { return &slot_.call; }

 private:
  struct Slot {
    assay_call_t call;
    Call* owner;
  };
  friend Call& call_of(const assay_call_t* call);

  Slot slot_;
  const FieldMemory& memory_;
  mutable std::mutex mutex_;  // of what follows
  mutable plugin::wire::DeviceReport device_;
};

}  // namespace assay::worker
