// SPDX-License-Identifier: Apache-2.0
// The probe's side of the connection to the checker.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "core/plugin/wire/channel.hpp"
#include "core/plugin/wire/probe.hpp"

namespace assay::probe {

/// Any thread.
class Reporter {
 public:
  explicit Reporter(plugin::wire::Channel channel) : channel_(std::move(channel)) {}

  /// What to do. Ends the process when the checker says nothing sensible.
  plugin::wire::Probe receive();

  /// What comes next: what the plugin was doing should it end the process. "predict got an image of
  /// 1 x 1".
  void step(std::string_view what);
  /// `seen` is a sentence without its full stop.
  void found(std::string_view rule, const std::string& seen);
  /// What an ordinary batch gave, for the checker to validate.
  void gave(const plugin::wire::ProbeFields& fields);
  void done();

 private:
  void send(plugin::wire::Type type, const plugin::wire::Writer& content);

  std::mutex mutex_;
  plugin::wire::Channel channel_;
};

}  // namespace assay::probe
