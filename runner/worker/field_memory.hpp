// SPDX-License-Identifier: Apache-2.0
// The shared memory that fields are written to. Of a fixed size; pages are taken as they are used.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/plugin/wire/messages.hpp"

namespace assay::worker {

class FieldMemory {
 public:
  FieldMemory() = default;
  FieldMemory(const FieldMemory&) = delete;
  FieldMemory& operator=(const FieldMemory&) = delete;

  /// Maps the memory and closes `fd`. Throws Refusal.
  void map(int fd, std::uint64_t bytes);

  /// Drops everything of the previous call.
  void clear();

  /// Zeroed bytes on a multiple of kFieldAlignment; nullptr when there is no room. `offset` is
  /// their place in the memory.
  std::byte* allocate(std::uint64_t bytes, std::uint64_t& offset);

  /// The runner asks the call to stop. Any thread.
  bool cancelled() const;

 private:
  std::byte* base_ = nullptr;
  std::uint64_t size_ = 0;
  std::uint64_t used_ = 0;
  std::uint64_t dirty_ = 0;  // beyond it, pages were never written
};

}  // namespace assay::worker
