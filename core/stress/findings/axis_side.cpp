// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/axis_side.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stress {
namespace {

/// NaN of what is no number.
double number(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  const auto* real = std::get_if<double>(&value);
  return real == nullptr ? std::numeric_limits<double>::quiet_NaN() : *real;
}

/// To the decimal place that is at most a thousandth of `span`.
double rounded(double value, double span) {
  const double places = std::ceil(-std::log10(span / 1000));
  const double scale = std::pow(10, std::abs(places));
  return places >= 0 ? std::round(value * scale) / scale : std::round(value / scale) * scale;
}

/// A switch, or a list of other things than numbers of which one is the weakest: their order says
/// nothing, so that more than two have no side.
std::vector<AxisSide> sides_of_switch(const FreeAxis& axis) {
  if (axis.choices.size() != 2) return {};
  AxisSide side{&axis, Side::above, 0, 1, {weakest(axis)}, 1};
  side.listed.push_back(axis.choices[axis.choices[0] == side.listed[0] ? 1 : 0]);
  return {side};
}

AxisSide listed_side(const FreeAxis& axis, Side side) {
  AxisSide result{&axis, side, number(weakest(axis)), 0, {weakest(axis)}, 0};
  for (const AxisValue& choice : axis.choices) {
    const double excess = number(choice) - result.least;
    if (side == Side::above ? excess > 0 : excess < 0) result.listed.push_back(choice);
  }
  std::sort(result.listed.begin(), result.listed.end(), [&](const auto& a, const auto& b) {
    return std::abs(number(a) - result.least) < std::abs(number(b) - result.least);
  });
  result.end = number(result.listed.back());
  result.steps = result.listed.size() - 1;
  return result;
}

}  // namespace

std::vector<AxisSide> sides_of(const FreeAxis& axis) {
  if (axis.facts->growth == Growth::none) return {};
  const double least = number(weakest(axis));
  if (std::isnan(least)) return sides_of_switch(axis);
  std::vector<AxisSide> sides;
  for (const Side side : {Side::below, Side::above}) {
    if (!axis.choices.empty()) {
      sides.push_back(listed_side(axis, side));
    } else {
      const double end = side == Side::below ? axis.low : axis.high;
      const auto steps = axis.whole ? static_cast<std::size_t>(std::abs(end - least)) : 0;
      sides.push_back({&axis, side, least, end, {}, steps});
    }
  }
  std::erase_if(sides, [](const AxisSide& side) { return side.end == side.least; });
  return sides;
}

AxisValue value_on(const AxisSide& side, double at) {
  if (!side.listed.empty()) {
    return side
        .listed[static_cast<std::size_t>(std::llround(at * static_cast<double>(side.steps)))];
  }
  if (at <= 0) return weakest(*side.axis);
  const double value = std::lerp(side.least, side.end, at);
  if (side.steps > 0) return value_at(*side.axis, place_of(*side.axis, std::round(value)));
  if (at >= 1) return side.end;
  return std::clamp(rounded(value, std::abs(side.end - side.least)), std::min(side.least, side.end),
                    std::max(side.least, side.end));
}

double position_on(const AxisSide& side, const AxisValue& value) {
  if (!side.listed.empty()) {
    const auto same = std::find(side.listed.begin(), side.listed.end(), value);
    if (same == side.listed.end()) return 0;
    return static_cast<double>(same - side.listed.begin()) / static_cast<double>(side.steps);
  }
  return std::clamp((number(value) - side.least) / (side.end - side.least), 0.0, 1.0);
}

double distance_on(const AxisSide& side, const AxisValue& value) {
  const double distance = std::abs(number(value) - side.least);
  return std::isnan(distance) ? position_on(side, value) : distance;
}

}  // namespace assay::stress
