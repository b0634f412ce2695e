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
  Entry(DecodeTable* table, std::size_t key) {
    if (table == nullptr) return;
    for (std::atomic<std::uint64_t>& slot : table->in_flight) {
      std::uint64_t free = 0;
      if (!slot.compare_exchange_strong(free, std::uint64_t{key} + 1)) continue;
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

predict::Failure failure_of(const Suspect& suspect) {
  return {predict::FailureKind::decode_crash,
          fmt::format("the image decoder crashed on it twice, the second time alone (signal {}, "
                      "{}); replace the file, or convert it to PNG",
                      suspect.signal, name_of_signal(suspect.signal))};
}

}  // namespace

DecodeWatch::DecodeWatch(const Supervision& supervision)
    : table_(supervision.table), suspects_(supervision.suspects) {}

const Suspect* DecodeWatch::find(std::size_t key) const {
  const auto found = std::find_if(suspects_.begin(), suspects_.end(),
                                  [&](const Suspect& suspect) { return suspect.key == key; });
  return found == suspects_.end() ? nullptr : &*found;
}

std::optional<predict::Failure> DecodeWatch::decode(std::size_t key,
                                                    const std::function<void()>& body) {
  const Suspect* const suspect = find(key);
  if (suspect != nullptr && suspect->crashes >= kCrashesThatConvict) return failure_of(*suspect);
  std::shared_lock others(alone_, std::defer_lock);
  std::unique_lock nobody_else(alone_, std::defer_lock);
  if (suspect == nullptr) {
    others.lock();
  } else {
    nobody_else.lock();
  }
  const Entry entry(table_, key);
  body();
  return std::nullopt;
}

LoadImage watched(LoadImage load, const Supervision& supervision) {
  const auto watch = std::make_shared<DecodeWatch>(supervision);
  return [watch, load = std::move(load)](std::size_t datapoint) -> LoadResult {
    LoadResult result;
    auto failure = watch->decode(datapoint, [&] { result = load(datapoint); });
    return failure ? LoadResult(std::move(*failure)) : std::move(result);
  };
}

std::vector<std::size_t> in_flight(const DecodeTable& table) {
  std::vector<std::size_t> keys;
  for (const std::atomic<std::uint64_t>& slot : table.in_flight) {
    const std::uint64_t value = slot.load();
    if (value != 0) keys.push_back(static_cast<std::size_t>(value - 1));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace assay::pipeline
