// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/operator.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

AxisValue number_value(AxisType type, double number) {
  if (type == AxisType::integer) return static_cast<std::int64_t>(std::llround(number));
  return number;
}

}  // namespace

std::string_view name_of(Category category) {
  static constexpr std::array<std::string_view, 9> kNames{
      "geometric", "color", "noise", "blur", "weather", "sensor", "image", "imagenet-c", "common"};
  return kNames.at(static_cast<std::size_t>(category));
}

Values::Values(const Operator& of) : of_(&of) {
  for (const AxisFacts& axis : of.axes) values_.push_back(axis.neutral);
}

std::size_t Values::index(std::string_view axis) const {
  const auto found = std::find_if(of_->axes.begin(), of_->axes.end(),
                                  [&](const AxisFacts& facts) { return facts.name == axis; });
  ASSAY_CHECK(found != of_->axes.end());
  return static_cast<std::size_t>(found - of_->axes.begin());
}

void Values::set(std::string_view axis, AxisValue value) {
  const std::size_t i = index(axis);
  ASSAY_CHECK(value.index() == static_cast<std::size_t>(of_->axes[i].type));
  values_[i] = std::move(value);
}

double Values::real(std::string_view axis) const {
  const AxisValue& value = values_[index(axis)];
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

std::int64_t Values::integer(std::string_view axis) const {
  return std::get<std::int64_t>(values_[index(axis)]);
}

bool Values::flag(std::string_view axis) const {
  return std::get<bool>(values_[index(axis)]);
}

const std::string& Values::text(std::string_view axis) const {
  return std::get<std::string>(values_[index(axis)]);
}

Color Values::color(std::string_view axis) const {
  return std::get<Color>(values_[index(axis)]);
}

AxisFacts strength(std::string name, AxisType type, std::pair<double, double> range, double neutral,
                   std::string unit, std::string meaning) {
  AxisFacts axis =
      number(std::move(name), type, range, neutral, std::move(unit), std::move(meaning));
  axis.growth = Growth::away;
  return axis;
}

AxisFacts number(std::string name, AxisType type, std::pair<double, double> range, double neutral,
                 std::string unit, std::string meaning) {
  AxisFacts axis;
  axis.name = std::move(name);
  axis.type = type;
  axis.meaning = std::move(meaning);
  axis.unit = std::move(unit);
  axis.range = range;
  axis.legal = range;
  axis.neutral = number_value(type, neutral);
  return axis;
}

AxisFacts toggle(std::string name, std::string meaning) {
  AxisFacts axis;
  axis.name = std::move(name);
  axis.type = AxisType::boolean;
  axis.meaning = std::move(meaning);
  axis.choices = {AxisValue(false), AxisValue(true)};
  axis.neutral = false;
  axis.growth = Growth::away;
  return axis;
}

AxisFacts mode(std::string name, std::vector<AxisValue> choices, std::string meaning) {
  ASSAY_CHECK(!choices.empty());
  AxisFacts axis;
  axis.name = std::move(name);
  axis.type = static_cast<AxisType>(choices.front().index());
  axis.meaning = std::move(meaning);
  axis.neutral = choices.front();
  axis.choices = std::move(choices);
  axis.searched = false;
  return axis;
}

AxisFacts color_axis(std::string name, Color neutral, std::string meaning) {
  AxisFacts axis;
  axis.name = std::move(name);
  axis.type = AxisType::color;
  axis.meaning = std::move(meaning);
  axis.neutral = neutral;
  axis.searched = false;
  return axis;
}

AxisFacts with_legal(AxisFacts axis, double low, double high) {
  axis.legal = {low, high};
  return axis;
}

AxisFacts not_searched(AxisFacts axis) {
  axis.searched = false;
  return axis;
}

}  // namespace assay::stress
