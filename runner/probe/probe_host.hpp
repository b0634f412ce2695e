// SPDX-License-Identifier: Apache-2.0
// A host that may be awkward: it can refuse outputs, and ask calls to stop.
#pragma once

#include <assay/abi/entry.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/plugin/wire/messages.hpp"
#include "runner/probe/peer_structs.hpp"
#include "runner/worker/field_memory.hpp"
#include "runner/worker/host.hpp"
#include "runner/worker/sink.hpp"

namespace assay::probe {

/// The function table, of one extent.
class ProbeHost {
 public:
  explicit ProbeHost(Extent extent);
  const assay_host_t* table() const { return table_; }

 private:
  PeerStructs structs_;
  const assay_host_t* table_;
};

/// Where fields go, with a number for what they are: equal predictions have equal ones.
class OutputMemory {
 public:
  /// Throws Refusal.
  OutputMemory();
  OutputMemory(const OutputMemory&) = delete;
  OutputMemory& operator=(const OutputMemory&) = delete;
  ~OutputMemory();

  worker::FieldMemory& fields() { return fields_; }
  std::uint64_t digest_of(const plugin::wire::Predicted& predicted) const;
  /// The memory from its beginning, as far as those fields reach; nothing where that is more than
  /// the checker is sent.
  std::optional<std::string> bytes_of(const plugin::wire::Predicted& predicted) const;

 private:
  worker::FieldMemory fields_;
  std::byte* base_ = nullptr;
};

/// What the host is like to one caller.
struct Manners {
  Extent extent = Extent::exact;
  std::uint32_t refused_output = 0;  // out_alloc and its like fail at this call, from 1; 0: never
  bool cancelled = false;
};

/// One thread's calls: the call, the sink and the error that go with them.
class Caller {
 public:
  Caller(const ProbeHost& host, const plugin::wire::Load& load, Manners manners);
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  const assay_call_t* call() const { return call_; }
  assay_sink_t* sink() { return reinterpret_cast<assay_sink_t*>(this); }
  worker::FieldMemory& fields() { return memory_.fields(); }

  void open(std::uint32_t datapoints);
  plugin::wire::Predicted close();
  std::uint64_t digest_of(const plugin::wire::Predicted& predicted) const {
    return memory_.digest_of(predicted);
  }

  /// Of the call that was closed last.
  std::optional<std::string> bytes_of(const plugin::wire::Predicted& predicted) const {
    return memory_.bytes_of(predicted);
  }

  const Manners& manners() const { return manners_; }
  bool has_refused() const { return has_refused_; }

  /// For the table's functions. Whether this output is to be refused.
  bool refuses_output();
  assay_sink& outputs() { return outputs_; }

 private:
  Manners manners_;
  PeerStructs structs_;
  const assay_call_t* call_;
  OutputMemory memory_;
  assay_sink outputs_;
  std::atomic<std::uint32_t> outputs_asked_{0};
  std::atomic<bool> has_refused_{false};
};

}  // namespace assay::probe
