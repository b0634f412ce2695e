// SPDX-License-Identifier: Apache-2.0
// Structs of the contract as a plugin may meet them in other hosts: just as large as they say and
// followed by nothing, or larger, by fields that the plugin does not know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <vector>

#include "runner/probe/guarded_memory.hpp"

namespace assay::probe {

enum class Extent {
  exact,     // as this host has them
  flush,     // followed by memory that nobody may read
  enlarged,  // with fields of a newer minor, which hold noise
};

/// Owns what it placed.
class PeerStructs {
 public:
  explicit PeerStructs(Extent extent) : extent_(extent) {}

  /// A copy of a struct that begins with its size. `owner` stands right before it, for owner_of().
  template <class Struct>
  Struct* place(const Struct& original, void* owner = nullptr) {
    static_assert(alignof(Struct) <= sizeof(void*) && sizeof(Struct) % sizeof(void*) == 0);
    const std::size_t extra = extent_ == Extent::enlarged ? kExtraBytes : 0;
    std::byte* const memory = take(sizeof owner + sizeof original + extra);
    std::memcpy(memory, &owner, sizeof owner);
    std::memcpy(memory + sizeof owner, &original, sizeof original);
    std::memset(memory + sizeof owner + sizeof original, kNoise, extra);
    auto* const placed = reinterpret_cast<Struct*>(memory + sizeof owner);
    placed->struct_size += static_cast<std::uint32_t>(extra);
    return placed;
  }

 private:
  static constexpr std::size_t kExtraBytes = 64;
  static constexpr int kNoise = 0xA5;

  std::byte* take(std::size_t bytes) {
    if (extent_ != Extent::flush) return plain_.emplace_back(bytes).data();
    return guarded_.emplace_back(bytes).last(bytes, sizeof(void*));
  }

  Extent extent_;
  std::deque<std::vector<std::byte>> plain_;
  std::deque<GuardedMemory> guarded_;
};

/// What was given to place() with a struct.
template <class Owner, class Struct>
Owner& owner_of(const Struct* placed) {
  void* owner = nullptr;
  std::memcpy(&owner, reinterpret_cast<const std::byte*>(placed) - sizeof owner, sizeof owner);
  return *static_cast<Owner*>(owner);
}

}  // namespace assay::probe
