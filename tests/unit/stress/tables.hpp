// SPDX-License-Identifier: Apache-2.0
// Tables and colours for tests of what is done to each pixel by itself.
#pragma once

#include <cmath>

#include "core/stress/operators/point_table.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {

/// Every colour of a lattice, in an order in which neighbours are nothing alike.
inline Picture lattice() {
  constexpr std::int64_t kSide = 44;
  return painted({kSide * kSide, kSide}, [](std::int64_t x, std::int64_t y) {
    const auto level = [](std::int64_t i) { return static_cast<std::uint8_t>(i * 7 % kSide * 6); };
    return image::Rgb{level(x % kSide), level(y), level(x / kSide)};
  });
}

inline PointTables some_tables() {
  PointTables tables;
  for (std::size_t c = 0; c < 3; ++c) {
    tables.channels[c] =
        table_of([&](double v) { return std::fmod(v * 37 + 11 * static_cast<double>(c), 256); });
  }
  return tables;
}

}  // namespace assay::stress
