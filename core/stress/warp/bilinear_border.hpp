// SPDX-License-Identifier: Apache-2.0
// What BilinearReader reads where a block is not all inside of the image.
#pragma once

#include "core/stress/warp/bilinear_block.hpp"

namespace assay::stress::bilinear {

/// Pixel by pixel: of borders of one colour, and of those that are seldom.
void take_one_by_one(const Source& from, const Positions& at, Neighbours& to);

/// `at` from 0 to `last`, where a border shows the image again and again: reflect repeats the pixel
/// at the edge, so there is nothing between the two and the edge is half a pixel away.
std::int32_t folded(std::int32_t at, std::int32_t last, BorderMode mode);

/// parts_of(), but what is far away stays on its side: bits grow with numbers.
[[gnu::always_inline]] inline std::int32_t limited_parts_of(float position) {
  constexpr auto kMiddle = static_cast<std::int32_t>(kZero);
  auto bits = std::bit_cast<std::int32_t>(position * kParts + kNoFraction);
  bits = bits > kMiddle - kFurthest ? bits : kMiddle - kFurthest;
  bits = bits < kMiddle + kFurthest ? bits : kMiddle + kFurthest;
  return bits - kMiddle;
}

[[gnu::always_inline]] inline std::int32_t limited_parts_of(std::int32_t parts) {
  return parts;
}

/// folded() of what is outside by less than the image is long.
template <BorderMode kMode>
[[gnu::always_inline]] inline std::int32_t folded_once(std::int32_t at, std::int32_t last) {
  constexpr std::int32_t kEdge = kMode == BorderMode::reflect ? kParts / 2 : 0;
  if (kMode != BorderMode::replicate) {
    at = at < -kEdge ? -2 * kEdge - at : at;
    at = at > last + kEdge ? 2 * (last + kEdge) - at : at;
  }
  at = at > 0 ? at : 0;
  return at < last ? at : last;
}

template <BorderMode kMode>
[[gnu::always_inline]] inline void fold(Block<std::int32_t>& at, std::int32_t last) {
  std::int32_t far = 0;
  for (std::size_t i = 0; i < kAtOnce; ++i) far += int{at[i] < -last} + int{at[i] > 2 * last};
  if (far != 0 && kMode != BorderMode::replicate) {
    for (std::int32_t& one : at) one = folded(one, last, kMode);
  }
  for (std::size_t i = 0; i < kAtOnce; ++i) at[i] = folded_once<kMode>(at[i], last);
}

template <BorderMode kMode>
[[gnu::always_inline]] inline void fold(const Source& from, Positions& at) {
  fold<kMode>(at.x, from.right());
  fold<kMode>(at.y, from.bottom());
}

/// Of positions that are within the image now. Of the last column the share of the right is whole;
/// below the last row is itself.
[[gnu::always_inline]] inline void take_folded(const Source& from, const Positions& at,
                                               Neighbours& to) {
  alignas(64) Block<std::uint32_t> upper;
  alignas(64) Block<std::uint32_t> lower;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t right = at.x[i] >> kPartBits;
    const std::int32_t x = right < from.width - 2 ? right : from.width - 2;
    const std::int32_t y = at.y[i] >> kPartBits;
    const std::int32_t below = y < from.height - 1 ? y + 1 : y;
    to.right[i] = twice(static_cast<std::uint32_t>(at.x[i] - x * kParts));
    to.below[i] = twice(static_cast<std::uint32_t>(at.y[i]) % kParts);
    upper[i] = 3 * static_cast<std::uint32_t>(y * from.width + x);
    lower[i] = 3 * static_cast<std::uint32_t>(below * from.width + x);
  }
  const std::size_t last = from.offset(0, from.height) - sizeof(Pair);
  const auto pair = [&](std::uint32_t offset) {
    if (offset <= last) return pair_at(from.pixels + offset);
    Pair exactly = 0;
    std::memcpy(&exactly, from.pixels + offset, 6);
    return exactly;
  };
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    to.upper[i] = pair(upper[i]);
    to.lower[i] = pair(lower[i]);
  }
}

template <class Number>
[[gnu::always_inline]] inline void take_at_border(const Source& from, const Number* at_x,
                                                  const Number* at_y, Neighbours& to) {
  Positions at;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    at.x[i] = limited_parts_of(at_x[i]);
    at.y[i] = limited_parts_of(at_y[i]);
  }
  const BorderMode mode = from.border.mode;
  if (mode == BorderMode::constant || mode == BorderMode::wrap || from.width < 2 ||
      from.offset(0, from.height) < sizeof(Pair)) {
    take_one_by_one(from, at, to);
    return;
  }
  if (mode == BorderMode::replicate) fold<BorderMode::replicate>(from, at);
  if (mode == BorderMode::reflect) fold<BorderMode::reflect>(from, at);
  if (mode == BorderMode::reflect_101) fold<BorderMode::reflect_101>(from, at);
  take_folded(from, at, to);
}

}  // namespace assay::stress::bilinear
