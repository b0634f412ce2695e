// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/domain.hpp"

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {

Domain::Domain(std::string name, std::vector<DomainNode> nodes, std::vector<FreeAxis> axes)
    : name_(std::move(name)), nodes_(std::move(nodes)), axes_(std::move(axes)) {
  ASSAY_CHECK(!nodes_.empty());
}

const FreeAxis* Domain::find(std::string_view key) const {
  const auto found = std::find_if(axes_.begin(), axes_.end(),
                                  [&](const FreeAxis& axis) { return axis.key == key; });
  return found == axes_.end() ? nullptr : &*found;
}

Values Domain::values(std::size_t node, const DomainPoint& point) const {
  ASSAY_CHECK(point.size() == axes_.size());
  Values values = nodes_[node].fixed;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    if (axes_[i].node == node) values.set(axes_[i].facts->name, point[i]);
  }
  return values;
}

DomainPoint Domain::weakest_point() const {
  DomainPoint point;
  for (const FreeAxis& axis : axes_) point.push_back(weakest(axis));
  return point;
}

}  // namespace assay::stress
