// SPDX-License-Identifier: Apache-2.0
// The plugin under probe. Every call is announced before, and what it must keep whatever is asked
// of it is checked after: a failure has a text, a batch that succeeds leaves no datapoint without
// an answer.
#pragma once

#include <assay/abi/plugin.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/plugin/wire/probe.hpp"
#include "runner/probe/condition.hpp"
#include "runner/probe/probe_batch.hpp"
#include "runner/probe/probe_host.hpp"
#include "runner/probe/reporter.hpp"

namespace assay::probe {

struct Prediction {
  assay_status_t status = ASSAY_OK;
  std::string error;         // the text that goes with a status
  std::uint64_t digest = 0;  // of what it gave
  plugin::wire::Predicted given;
  bool answers_all = false;  // each datapoint has a field or a failure
  bool exhausted = false;    // its outputs had no room
};

class Subject {
 public:
  /// Opens the library. Throws worker::Refusal.
  Subject(const plugin::wire::Probe& probe, Reporter& reporter);

  /// init, where there is one. False: it refuses.
  bool start(const ProbeHost& host);
  /// Nothing: it refuses, with a text or a finding. Any thread, like all that follow.
  std::optional<void*> load(Caller& caller);
  /// With these arguments, as many as are said, in place of the request's.
  std::optional<void*> load(Caller& caller, const assay_value_t* arguments, std::uint32_t count);
  /// `what` is announced: "predict got images with padded rows". A batch whose outputs have no room
  /// is cut down to its first datapoint, as hosts do.
  Prediction predict(Caller& caller, void* model, const BatchForm& form, const std::string& what);
  void unload(void* model);
  void stop();

  /// The process before the library was opened.
  const Condition& before() const { return before_; }
  const assay_plugin_t& plugin() const { return plugin_; }
  const assay_entry_t& load_entry() const { return *plugin_.entries[request_.load_entry]; }
  const assay_entry_t& predict_entry() const { return *plugin_.entries[request_.predict_entry]; }
  const plugin::wire::Load& request() const { return request_; }

 private:
  Prediction predict_batch(Caller& caller, void* model, const ProbeBatch& batch);
  void check_failure(const char* function, assay_status_t status, const assay_error& error,
                     const Caller& caller);
  void check_answers(const Caller& caller, const plugin::wire::Predicted& predicted,
                     std::uint32_t datapoints, Prediction& prediction);

  Reporter& reporter_;
  Condition before_;
  plugin::wire::Load request_;
  const assay_plugin_t& plugin_;
};

}  // namespace assay::probe
