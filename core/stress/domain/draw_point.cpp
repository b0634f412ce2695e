// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/draw_point.hpp"

#include <algorithm>

namespace assay::stress {

DomainPoint draw_point(const Domain& domain, Stream& random) {
  DomainPoint point;
  for (const FreeAxis& axis : domain.axes()) {
    point.push_back(quantile(axis, std::max(random.uniform(), 0x1p-53)));
  }
  return point;
}

}  // namespace assay::stress
