// SPDX-License-Identifier: Apache-2.0
// Products of 16 bit fractions, of which processors do eight at a time.
#pragma once

#include <cstdint>

namespace assay::stress {

/// a b / 65536, rounded down.
constexpr std::uint16_t times(std::uint16_t a, std::uint16_t b) {
  return static_cast<std::uint16_t>((std::uint32_t{a} * b) >> 16);
}

/// The same with signs.
constexpr std::int16_t times_signed(std::int16_t a, std::int16_t b) {
  return static_cast<std::int16_t>((std::int32_t{a} * b) >> 16);
}

}  // namespace assay::stress
