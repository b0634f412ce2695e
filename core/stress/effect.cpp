// SPDX-License-Identifier: Apache-2.0
#include "core/stress/effect.hpp"

namespace assay::stress {

PointTables tables_of(const PointTables::Table& table) {
  return {{table, table, table}};
}

PointTables join(const PointTables& first, const PointTables& second) {
  PointTables joined;
  for (std::size_t c = 0; c < joined.channels.size(); ++c) {
    for (std::size_t v = 0; v < joined.channels[c].size(); ++v) {
      joined.channels[c][v] = second.channels[c][first.channels[c][v]];
    }
  }
  return joined;
}

}  // namespace assay::stress
