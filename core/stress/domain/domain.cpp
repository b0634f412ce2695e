// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/domain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"
#include "core/stress/domain/point_text.hpp"

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

std::string description_of(const Domain& domain) {
  std::string text = domain.name() + "\n";
  for (const DomainNode& node : domain.nodes()) {
    text += fmt::format("{} {} from {}\n", node.name, node.of->name, fmt::join(node.inputs, ","));
    for (std::size_t i = 0; i < node.of->axes.size(); ++i) {
      text += fmt::format("  {}={}\n", node.of->axes[i].name, text_of(node.fixed.all()[i]));
    }
  }
  for (const FreeAxis& axis : domain.axes()) {
    text += fmt::format("{} {:a} {:a} {} {} {:a}", axis.key, axis.low, axis.high, axis.whole,
                        static_cast<int>(axis.distribution), axis.severity);
    for (const AxisValue& choice : axis.choices) text += " " + text_of(choice);
    text += "\n";
  }
  return text;
}

}  // namespace assay::stress
