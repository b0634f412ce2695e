// SPDX-License-Identifier: Apache-2.0
// What tables make of each value of many pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/stress/effect.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {

/// Of each byte a word: its lower and its higher byte, which are looked up apart.
struct WordTable {
  PointTables::Table lower{}, higher{};

  void set(std::size_t value, std::uint16_t word) {
    lower[value] = static_cast<std::uint8_t>(word & 0xFF);
    higher[value] = static_cast<std::uint8_t>(word >> 8);
  }
  std::uint16_t operator[](std::size_t value) const {
    return static_cast<std::uint16_t>(lower[value] | higher[value] << 8);
  }
};

/// RGB pixels, whole; `to` is at least as long as `from` and does not overlap it.
void look_up(const PointTables& tables, Bytes from, MutableBytes to);

/// Any values; `to` is at least as long as `from`.
void look_up(const WordTable& table, Bytes from, std::span<std::uint16_t> to);

}  // namespace assay::stress
