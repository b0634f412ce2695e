// SPDX-License-Identifier: Apache-2.0
// Memory that ends where a page begins that nobody may touch: whoever goes one byte too far dies at
// once.
#pragma once

#include <cstddef>

namespace assay::probe {

class GuardedMemory {
 public:
  /// Throws std::bad_alloc.
  explicit GuardedMemory(std::size_t bytes);
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;
  ~GuardedMemory();

  /// `bytes` on a multiple of `alignment`, which end at the guard, or as near to it as that allows.
  /// At most as many as it was made for.
  std::byte* last(std::size_t bytes, std::size_t alignment) const;
  void make_read_only() const;

 private:
  std::byte* pages_;
  std::size_t usable_;  // bytes before the guard
};

}  // namespace assay::probe
