// SPDX-License-Identifier: Apache-2.0
// Decoding so that a crash can be laid at the door of one image.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "core/pipeline/image_feed.hpp"
#include "core/pipeline/supervision.hpp"

namespace assay::pipeline {

/// Any number of threads. The supervision's table must outlive it; without one it only calls.
class DecodeWatch {
 public:
  explicit DecodeWatch(const Supervision& supervision);

  /// Calls `body`, which decodes, after it has noted in the table that this thread decodes `key`; a
  /// suspect's while no other thread decodes, so that a second crash has one culprit. Does not call
  /// it for a suspect that has crashed a runner twice: that is the failure.
  std::optional<predict::Failure> decode(std::size_t key, const std::function<void()>& body);

 private:
  const Suspect* find(std::size_t key) const;

  DecodeTable* table_;
  std::vector<Suspect> suspects_;
  std::shared_mutex alone_;
};

/// `load` under a watch of its own, datapoints being the keys.
LoadImage watched(LoadImage load, const Supervision& supervision);

/// Keys that the table has in flight, ascending; for the supervisor, once the runner is dead.
std::vector<std::size_t> in_flight(const DecodeTable& table);

}  // namespace assay::pipeline
