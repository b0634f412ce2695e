// SPDX-License-Identifier: Apache-2.0
// Serves one runner with one instance of a model, one request at a time.
#pragma once

#include <assay/abi/plugin.h>

#include <memory>
#include <utility>

#include "core/plugin/wire/brief_wait.hpp"
#include "core/plugin/wire/channel.hpp"
#include "core/plugin/wire/encoding.hpp"
#include "runner/worker/batch.hpp"
#include "runner/worker/field_memory.hpp"
#include "runner/worker/host.hpp"
#include "runner/worker/sink.hpp"
#include "runner/worker/values.hpp"

namespace assay::worker {

class Session {
 public:
  explicit Session(plugin::wire::Channel channel);

  /// Until the runner asks to unload (0) or goes away; returns the code to end the process with.
  int run();

 private:
  enum class Next { go_on, end };

  plugin::wire::Receive receive(plugin::wire::Message& message);
  Next answer(plugin::wire::Message& message);
  void open(plugin::wire::Reader& reader, int fd);
  void load(plugin::wire::Reader& reader);
  void start_plugin();
  void add_region(plugin::wire::Reader& reader, int fd);
  void predict(plugin::wire::Reader& reader);
  void unload();

  template <class Reply>
  void reply(plugin::wire::Type type, const Reply& content);
  void send(plugin::wire::Type type);

  plugin::wire::Channel channel_;
  plugin::wire::BriefWait<> brief_;
  std::uint64_t sequence_ = 0;  // of the request being answered
  plugin::wire::Writer writer_;

  FieldMemory memory_;
  Host host_;
  Call call_;
  assay_sink sink_;
  PixelRegions regions_;
  plugin::wire::Predict request_;
  BatchView view_;

  const assay_plugin_t* plugin_ = nullptr;
  const assay_entry_t* load_entry_ = nullptr;
  const assay_entry_t* predict_entry_ = nullptr;
  void* model_ = nullptr;
  std::unique_ptr<Arguments> load_arguments_;
  std::unique_ptr<Arguments> predict_arguments_;
};

}  // namespace assay::worker
