// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/decode_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string_view>
#include <utility>

namespace assay::pipeline {
namespace {

constexpr int kCrashesThatConvict = 2;

std::string_view name_of_signal(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGABRT:
      return "SIGABRT";
    case SIGILL:
      return "SIGILL";
    case SIGFPE:
      return "SIGFPE";
    default:
      return "another signal";
  }
}

/// A place in the table for as long as an image is decoded.
class Entry {
 public:
  Entry(DecodeTable& table, std::size_t datapoint) {
    for (std::atomic<std::uint64_t>& slot : table.in_flight) {
      std::uint64_t free = 0;
      if (!slot.compare_exchange_strong(free, std::uint64_t{datapoint} + 1)) continue;
      slot_ = &slot;
      return;
    }
  }
  ~Entry() {
    if (slot_ != nullptr) slot_->store(0);
  }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

 private:
  std::atomic<std::uint64_t>* slot_ = nullptr;
};

class Watch {
 public:
  Watch(LoadImage load, const Supervision& supervision)
      : load_(std::move(load)), table_(*supervision.table), suspects_(supervision.suspects) {}

  LoadResult load(std::size_t datapoint) {
    const Suspect* suspect = find(datapoint);
    if (suspect == nullptr) {
      const std::shared_lock others(alone_);
      return load_noted(datapoint);
    }
    if (suspect->crashes >= kCrashesThatConvict) return failure_of(*suspect);
    const std::unique_lock nobody_else(alone_);
    return load_noted(datapoint);
  }

 private:
  const Suspect* find(std::size_t datapoint) const {
    const auto found =
        std::find_if(suspects_.begin(), suspects_.end(),
                     [&](const Suspect& suspect) { return suspect.datapoint == datapoint; });
    return found == suspects_.end() ? nullptr : &*found;
  }

  LoadResult load_noted(std::size_t datapoint) {
    const Entry entry(table_, datapoint);
    return load_(datapoint);
  }

  static predict::Failure failure_of(const Suspect& suspect) {
    return {predict::FailureKind::decode_crash,
            fmt::format("the image decoder crashed on it twice, the second time alone (signal {}, "
                        "{}); replace the file, or convert it to PNG",
                        suspect.signal, name_of_signal(suspect.signal))};
  }

  const LoadImage load_;
  DecodeTable& table_;
  const std::vector<Suspect> suspects_;
  std::shared_mutex alone_;
};

}  // namespace

LoadImage watched(LoadImage load, const Supervision& supervision) {
  if (supervision.table == nullptr) return load;
  const auto watch = std::make_shared<Watch>(std::move(load), supervision);
  return [watch](std::size_t datapoint) { return watch->load(datapoint); };
}

std::vector<std::size_t> in_flight(const DecodeTable& table) {
  std::vector<std::size_t> datapoints;
  for (const std::atomic<std::uint64_t>& slot : table.in_flight) {
    const std::uint64_t value = slot.load();
    if (value != 0) datapoints.push_back(static_cast<std::size_t>(value - 1));
  }
  std::sort(datapoints.begin(), datapoints.end());
  return datapoints;
}

}  // namespace assay::pipeline
