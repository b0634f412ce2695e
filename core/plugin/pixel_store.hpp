// SPDX-License-Identifier: Apache-2.0
// Memory that images are decoded into and that all workers of a model read in place. Equal slots in
// few large regions, which live as long as the store or any of its buffers; an image larger than a
// slot gets a region of its own that goes with its buffer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/plugin/shared_memory.hpp"
#include "core/predict/predictor.hpp"

namespace assay::plugin {

/// Where the pixels of a buffer lie, for a worker.
struct PixelPlace {
  std::uint64_t region = 0;  // never used twice
  std::uint64_t offset = 0;
  const SharedMemory* memory = nullptr;  // the region's; lives at least as long as the buffer
  bool transient = false;                // it is this buffer's alone
};

class SlotStore final : public predict::PixelStore {
 public:
  struct Layout {
    std::size_t slot_bytes = std::size_t{8} << 20;  // pages are taken only where pixels lie
    std::size_t slots_per_region = 16;
  };

  SlotStore() : SlotStore(Layout{}) {}
  explicit SlotStore(Layout layout);
  ~SlotStore() override;

  std::unique_ptr<predict::PixelBuffer> allocate(std::size_t bytes) override;

  /// Of a buffer that some SlotStore gave out.
  static PixelPlace place_of(const predict::PixelBuffer& buffer);

 private:
  struct State;
  class Slot;
  class Single;
  std::shared_ptr<State> state_;  // shared with the buffers, which may outlive the store
};

}  // namespace assay::plugin
