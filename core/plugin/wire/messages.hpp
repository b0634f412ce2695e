// SPDX-License-Identifier: Apache-2.0
// What runner and worker say to each other. The runner asks, the worker answers each request but
// `region` with one reply of the same sequence number:
//
//   open    -> described | refused     dlopen the plugin and read its descriptor
//   load    -> loaded | refused        init, then the load entry
//   region  (no reply)                 memory with pixels; the descriptor comes along
//   predict -> predicted
//   unload  -> unloaded                unload, shutdown; the worker then ends
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plugin/wire/description.hpp"

namespace assay::plugin::wire {

enum class Type : std::uint32_t {
  open = 1,
  described,
  refused,
  load,
  loaded,
  region,
  predict,
  predicted,
  unload,
  unloaded,
  // Between the checker and its probe: see probe.hpp.
  probe,
  probe_step,
  probe_finding,
  probe_fields,
  probe_done,
};

/// The first bytes of the memory for fields: what the runner tells a worker that is busy.
struct FieldMemoryHeader {
  std::uint32_t cancel;  // not 0: the call should stop
};
/// Where fields begin in that memory.
inline constexpr std::uint64_t kFieldsBegin = 4096;
/// Every field begins on a multiple of this.
inline constexpr std::uint64_t kFieldAlignment = 64;
/// Codes that the worker itself ends with; they mean this only where no answer came.
inline constexpr int kExitConnectionLost = 113;
inline constexpr int kExitProtocol = 114;
/// Texts of plugins are cut to this many bytes.
inline constexpr std::size_t kLongestText = 4096;

/// Comes with the descriptor of the memory for fields.
struct Open {
  std::string file;
  std::uint64_t field_bytes = 0;  // size of that memory
};

/// Why a plugin cannot be used.
struct Refused {
  std::int32_t status = 0;  // the plugin's; 0 where the worker itself refuses
  std::string text;
};

struct Load {
  std::uint32_t load_entry = 0;
  std::uint32_t predict_entry = 0;
  std::vector<Value> load_arguments;
  std::vector<Value> predict_arguments;  // of every predict
  std::int32_t device_type = 1;          // ASSAY_DEVICE_ code; 1 is the CPU
  std::int32_t device_id = 0;
  std::uint32_t threads = 1;
  std::int64_t limit_ns = 0;
};

/// The device the plugin reported last; type 0 is silence.
struct DeviceReport {
  std::int32_t type = 0;
  std::int32_t id = 0;
  std::string name;
  bool has_driver = false;  // of CUDA: its driver is part of the worker's process
};

struct Loaded {
  DeviceReport device;
};

/// A transient region is forgotten after the next predict.
struct Region {
  std::uint64_t id = 0;
  std::uint64_t bytes = 0;
  bool transient = false;
};

struct PredictImage {
  std::string id;  // of the datapoint
  std::uint64_t region = 0;
  std::uint64_t offset = 0;
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::uint32_t color = 0;  // ASSAY_COLOR_ code
};

struct Predict {
  std::int64_t limit_ns = 0;
  std::vector<PredictImage> images;
};

/// One field; its elements, or its encoded value, lie in the memory for fields.
struct FieldRecord {
  std::uint32_t datapoint = 0;
  std::string name;
  std::string input;
  bool is_value = false;
  std::uint8_t dtype_code = 0;
  std::uint8_t dtype_bits = 0;
  std::vector<std::int64_t> shape;
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct FailRecord {
  std::uint32_t datapoint = 0;
  std::int32_t status = 0;
  std::string text;
};

struct Predicted {
  std::int32_t status = 0;
  std::string text;
  DeviceReport device;
  bool exhausted = false;  // some field did not fit the memory for fields
  std::vector<FailRecord> failures;
  std::vector<FieldRecord> fields;
};

}  // namespace assay::plugin::wire
