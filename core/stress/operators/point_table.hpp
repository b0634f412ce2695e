// SPDX-License-Identifier: Apache-2.0
// Tables of what each value of a channel becomes, by a function.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/stress/effect.hpp"

namespace assay::stress {

/// Each value v becomes of(v), rounded to the nearest that there is. Values are 0 to 255 for `of`.
template <class Function>
PointTables::Table table_of(Function of) {
  PointTables::Table table;
  for (std::size_t v = 0; v < table.size(); ++v) {
    const double value = of(static_cast<double>(v));
    table[v] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
  }
  return table;
}

}  // namespace assay::stress
