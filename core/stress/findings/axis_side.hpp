// SPDX-License-Identifier: Apache-2.0
// A strength seen from where its axis does least: the values on one side of that, by how strong
// they are. An axis such as gamma has two sides, one such as noise has one.
#pragma once

#include <cstddef>
#include <vector>

#include "core/stress/domain/free_axis.hpp"

namespace assay::stress {

enum class Side { below, above };

/// The axis must outlive it.
struct AxisSide {
  const FreeAxis* axis = nullptr;
  Side side = Side::above;
  double least = 0, end = 0;      // of numbers
  std::vector<AxisValue> listed;  // of a list: its values from the weakest on
  std::size_t steps = 0;          // values beyond the weakest; 0: continuous
};

/// None of an axis that is no strength, or has but one value; one of a switch.
std::vector<AxisSide> sides_of(const FreeAxis& axis);

/// At 0 the weakest value, at 1 the strongest of the side, between them evenly. Values of
/// continuous axes are decimals of about a thousandth of the side, as people write them.
AxisValue value_on(const AxisSide& side, double at);
/// The inverse: 0 to 1; 0 also for values on another side.
double position_on(const AxisSide& side, const AxisValue& value);

/// How far a value is from the weakest, in the axis' unit; of switches that are on 1.
double distance_on(const AxisSide& side, const AxisValue& value);

}  // namespace assay::stress
