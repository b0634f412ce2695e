// SPDX-License-Identifier: Apache-2.0
// Where a plugin's outputs go: assay_sink_t, opaque to the plugin. Every function may be called
// from any of its threads within a call of predict, and refuses outside of one.
#pragma once

#include <assay/abi/host.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/plugin/wire/messages.hpp"
#include "runner/worker/field_memory.hpp"

struct assay_sink {
 public:
  explicit assay_sink(assay::worker::FieldMemory& memory) : memory_(memory) {}

  /// Begins a call with that many datapoints.
  void open(std::uint32_t datapoints);
  /// Ends it and moves what was given into `reply`. Fields of failed datapoints are dropped.
  void close(assay::plugin::wire::Predicted& reply);

  assay_status_t allocate(const assay_field_t* field, assay_dtype_t dtype, std::int32_t ndim,
                          const std::int64_t* shape, void** data);
  assay_status_t copy(const assay_field_t* field, const assay_tensor_t* tensor);
  assay_status_t put(const assay_field_t* field, const assay_value_t* value);
  void fail(std::uint32_t datapoint, assay_status_t status, assay_str_t text);

 private:
  using Record = assay::plugin::wire::FieldRecord;

  /// What the call gave for one datapoint.
  struct Given {
    std::unordered_set<std::string> fields;  // name and input
    bool failed = false;
  };

  /// Checks the field's name and place and that it is new; the caller holds the lock.
  assay_status_t begin_record(const assay_field_t* field, Record& record) const;
  /// Takes memory for it and keeps it; nullptr when there is none.
  std::byte* keep(Record record, std::uint64_t bytes);

  assay::worker::FieldMemory& memory_;
  std::mutex mutex_;
  bool open_ = false;
  bool exhausted_ = false;    // a field did not fit the memory
  std::vector<Given> given_;  // for each datapoint
  std::vector<Record> records_;
  std::vector<assay::plugin::wire::FailRecord> failures_;
};
