// SPDX-License-Identifier: Apache-2.0
// What tables make of each value of many pixels.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/stress/effect.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {

/// Of each byte a word.
using WordTable = std::array<std::uint16_t, 256>;

/// RGB pixels, whole; `to` is at least as long as `from` and does not overlap it.
void look_up(const PointTables& tables, Bytes from, MutableBytes to);

/// Any values; `to` is at least as long as `from`.
void look_up(const WordTable& table, Bytes from, std::span<std::uint16_t> to);

}  // namespace assay::stress
