// SPDX-License-Identifier: Apache-2.0
// What BilinearReader reads at once: places of pixels, what they are the mean of, and by which
// shares.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "core/stress/warp/bilinear.hpp"

namespace assay::stress::bilinear {

inline constexpr std::size_t kAtOnce = 64;  // pixels of a block
inline constexpr int kPartBits = 5;
static_assert(1 << kPartBits == kParts);

/// An image as loops need it.
struct Source {
  const std::uint8_t* pixels;
  std::int32_t width, height;
  Border border;

  std::int32_t right() const { return (width - 1) * kParts; }  // the last column and row
  std::int32_t bottom() const { return (height - 1) * kParts; }
  std::size_t offset(std::int32_t x, std::int32_t y) const {
    return 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x));
  }
  std::size_t row() const { return 3 * static_cast<std::size_t>(width); }
};

/// One number for each pixel of a block.
template <class Number>
using Block = std::array<Number, kAtOnce>;

/// Where pixels of a block are read, in parts of a pixel.
struct Positions {
  alignas(64) Block<std::int32_t> x;
  alignas(64) Block<std::int32_t> y;
};

/// Two pixels side by side in the order of memory, and two bytes that say nothing.
using Pair = std::uint64_t;

/// Of each pixel the four that it is the mean of, and how much each counts.
struct Neighbours {
  alignas(64) Block<Pair> upper, lower;
  alignas(64) Block<std::uint32_t> right, below;  // shares in kParts, twice: of 16 bits each
};

[[gnu::always_inline]] inline Pair pair_at(const std::uint8_t* pixels) {
  Pair pair = 0;
  std::memcpy(&pair, pixels, sizeof pair);
  return pair;
}

/// 1.5 times 2^23: what is added to it loses its fraction.
inline constexpr float kNoFraction = 12582912;
inline constexpr auto kZero = std::bit_cast<std::uint32_t>(kNoFraction);

/// To the nearest, of two the even. What is far away becomes anything that is outside of images.
[[gnu::always_inline]] inline std::uint32_t parts_of(float position) {
  return std::bit_cast<std::uint32_t>(position * kParts + kNoFraction) - kZero;
}

[[gnu::always_inline]] inline std::uint32_t parts_of(std::int32_t parts) {
  return static_cast<std::uint32_t>(parts);
}

[[gnu::always_inline]] inline std::uint32_t twice(std::uint32_t share) {
  return share | share << 16;
}

/// Pixels of which more can be read as pairs than there are before this: the last pair of an image
/// would reach two bytes beyond it.
[[gnu::always_inline]] inline std::int32_t end_of_pairs(const Source& from) {
  return from.width * (from.height - 1) - 2;
}

}  // namespace assay::stress::bilinear
