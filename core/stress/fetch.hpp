// SPDX-License-Identifier: Apache-2.0
// Asks for memory before it is used. Between two samples a model runs, which leaves nothing of an
// image in the nearer caches, and warps read it in an order that processors do not foresee.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::stress {

inline constexpr std::size_t kCacheLine = 64;

/// Of what is read here and there soon. Does nothing for what is larger than the caches that a core
/// has for itself: the first of it would be gone before it is read.
inline void fetch_to_read(std::span<const std::uint8_t> bytes) {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  if (bytes.size() > kMost) return;
  for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
    __builtin_prefetch(bytes.data() + i, 0, 2);
  }
}

/// Of what is written next.
inline void fetch_to_write(std::span<const std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); i += kCacheLine) {
    __builtin_prefetch(bytes.data() + i, 1, 3);
  }
}

/// Of what is read or written in its order: the second page after `place`. Processors bring what
/// follows in a page by themselves, but do not look up where the next one is, which takes as long
/// as many pixels do.
inline void fetch_page(std::span<const std::uint8_t> bytes, std::size_t place) {
  constexpr std::size_t kAhead = 8192;
  if (place + kAhead < bytes.size()) __builtin_prefetch(bytes.data() + place + kAhead, 0, 2);
}

}  // namespace assay::stress
