// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/pixel_store.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "core/base/check.hpp"

namespace assay::plugin {
namespace {

class PlacedBuffer : public predict::PixelBuffer {
 public:
  virtual PixelPlace place() const = 0;
};

}  // namespace

struct SlotStore::State {
  struct Free {
    std::size_t region;
    std::size_t slot;
  };

  explicit State(Layout chosen) : layout(chosen) {}

  const Layout layout;
  std::mutex mutex;  // of all that follows
  std::vector<std::unique_ptr<SharedMemory>> regions;
  std::vector<std::uint64_t> numbers;  // of the regions
  std::vector<Free> free;  // the last one given back is the first out: its pages are warm
  std::uint64_t next_number = 1;

  void grow() {
    const std::uint64_t bytes = std::uint64_t{layout.slot_bytes} * layout.slots_per_region;
    regions.push_back(std::make_unique<SharedMemory>(bytes, SharedMemory::Peer::reads));
    numbers.push_back(next_number++);
    free.reserve(regions.size() * layout.slots_per_region);  // giving back must not fail
    for (std::size_t slot = layout.slots_per_region; slot-- > 0;) {
      free.push_back({regions.size() - 1, slot});
    }
  }
};

class SlotStore::Slot final : public PlacedBuffer {
 public:
  Slot(std::shared_ptr<State> state, State::Free slot, const SharedMemory& memory,
       std::uint64_t number)
      : state_(std::move(state)), slot_(slot), memory_(memory), number_(number) {}
  ~Slot() override {
    const std::lock_guard lock(state_->mutex);
    state_->free.push_back(slot_);
  }

  std::span<std::byte> bytes() override {
    return {memory_.data() + offset(), state_->layout.slot_bytes};
  }
  PixelPlace place() const override { return {number_, offset(), &memory_, false}; }

 private:
  std::uint64_t offset() const { return std::uint64_t{slot_.slot} * state_->layout.slot_bytes; }

  std::shared_ptr<State> state_;
  State::Free slot_;
  const SharedMemory& memory_;
  std::uint64_t number_;
};

class SlotStore::Single final : public PlacedBuffer {
 public:
  Single(std::size_t bytes, std::uint64_t number)
      : memory_(bytes, SharedMemory::Peer::reads), number_(number) {}

  std::span<std::byte> bytes() override {
    return {memory_.data(), static_cast<std::size_t>(memory_.size())};
  }
  PixelPlace place() const override { return {number_, 0, &memory_, true}; }

 private:
  SharedMemory memory_;
  std::uint64_t number_;
};

SlotStore::SlotStore(Layout layout) : state_(std::make_shared<State>(layout)) {
  ASSAY_CHECK(layout.slot_bytes % 4096 == 0 && layout.slots_per_region > 0);
}

SlotStore::~SlotStore() = default;

std::unique_ptr<predict::PixelBuffer> SlotStore::allocate(std::size_t bytes) {
  std::unique_lock lock(state_->mutex);
  if (bytes > state_->layout.slot_bytes) {
    const std::uint64_t number = state_->next_number++;
    lock.unlock();
    return std::make_unique<Single>(bytes, number);
  }
  if (state_->free.empty()) state_->grow();
  const State::Free slot = state_->free.back();
  auto buffer = std::make_unique<Slot>(state_, slot, *state_->regions[slot.region],
                                       state_->numbers[slot.region]);
  state_->free.pop_back();
  return buffer;
}

PixelPlace SlotStore::place_of(const predict::PixelBuffer& buffer) {
  const auto* placed = dynamic_cast<const PlacedBuffer*>(&buffer);
  ASSAY_CHECK(placed != nullptr);
  return placed->place();
}

}  // namespace assay::plugin
