// SPDX-License-Identifier: Apache-2.0
// A part of a domain that can be said in a sentence: "exposure.gamma < 0.7 and jpeg.quality < 40".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/stress/domain/domain.hpp"

namespace assay::stress {

/// Of one axis: of numbers their limits, of other values those that it may have.
struct Condition {
  std::size_t axis = 0;
  std::optional<double> above, below;  // strictly
  std::vector<AxisValue> among;
  bool operator==(const Condition&) const = default;
};

/// All conditions hold, each of another axis. Without any: everywhere.
using Rule = std::vector<Condition>;

bool holds(const Rule& rule, const DomainPoint& point);

/// "anywhere" for none.
std::string text_of(const Rule& rule, const Domain& domain);

/// The number with the fewest digits that is above `low` and at most `high`, which is higher.
double roundest_between(double low, double high);

}  // namespace assay::stress
