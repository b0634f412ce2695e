// SPDX-License-Identifier: Apache-2.0
// One coordinate of an operational domain: an axis of one of its transformations that is not fixed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

struct FreeAxis {
  std::string key;       // "<transformation>.<axis>"
  std::size_t node = 0;  // of the domain, and which of its operator's axes
  std::size_t axis = 0;
  const AxisFacts* facts = nullptr;  // the operator's

  /// All values, in order, or else all numbers from low to high, both included; `whole` ones alone
  /// where the axis is of that type.
  std::vector<AxisValue> choices;
  double low = 0, high = 0;
  bool whole = false;
  /// How many evenly spaced values of the range there were to be, which are the choices; 0: no such
  /// number is stated.
  std::size_t steps = 0;

  definition::Distribution distribution = definition::Distribution::uniform;
  double severity = 1;  // what the whole range weighs
};

/// NaN where the value is no number.
double number_of(const AxisValue& value);

/// Makes choices of `steps`, rounded where the axis is whole: each value once. Without steps
/// nothing.
void space_steps(FreeAxis& axis);

/// How many values it has; 0 for a continuous one.
std::size_t value_count(const FreeAxis& axis);

// Every axis as numbers from 0 to 1, in which a search moves. Each value of a discrete axis has an
// equal share of them.

/// `at` is 0 to 1.
AxisValue value_at(const FreeAxis& axis, double at);
/// The middle of the value's share. A value that the axis has not gives the nearest.
double place_of(const FreeAxis& axis, const AxisValue& value);

/// The value below which a part `p` (0 < p < 1) of those in operation are, as the axis'
/// distribution says: uniform; normal about the middle with a quarter of the range as its
/// deviation, cut off at the ends; log_uniform. Values of a list are equally likely.
AxisValue quantile(const FreeAxis& axis, double p);

/// How far a value is from where the axis does least, as a part of the largest such distance in the
/// domain: 0 to 1. Of an axis that is no strength 0.
double strength_of(const FreeAxis& axis, const AxisValue& value);
/// The value of the axis that does least.
AxisValue weakest(const FreeAxis& axis);

}  // namespace assay::stress
