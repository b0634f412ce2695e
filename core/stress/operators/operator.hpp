// SPDX-License-Identifier: Apache-2.0
// What an operator is: what it says about itself and its axes, and the function that makes an
// effect of their values. Names and ranges are Efemarai's where it has the operator.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/definition/domain_spec.hpp"
#include "core/stress/effect.hpp"
#include "core/stress/random/stream.hpp"

namespace assay::stress {

using definition::AxisType;
using definition::AxisValue;
using definition::Color;

/// "geometric", "color", "noise", "blur", "weather", "sensor", "image", "imagenet-c", "common".
enum class Category { geometric, color, noise, blur, weather, sensor, image, imagenet_c, common };
std::string_view name_of(Category category);

/// How the effect grows along an axis.
enum class Growth {
  none,  // it is no strength: a direction, a colour, a mode
  away,  // the further from the neutral value, the stronger, on each side of it
};

struct AxisFacts {
  std::string name;
  AxisType type = AxisType::real;
  std::string meaning;  // half a sentence
  std::string unit;     // "px", "deg", "of the width", ...; "" for none
  /// Of numbers: what a domain searches that does not say, and what the operator takes at all.
  std::pair<double, double> range = {0, 0};
  std::pair<double, double> legal = {0, 0};
  std::vector<AxisValue> choices = {};  // of the other types; empty: anything
  /// Where it does least; of an axis that is no strength, the value without a reason for another.
  AxisValue neutral = 0.0;
  Growth growth = Growth::none;
  bool searched = true;  // by a domain that does not say
};

class Values;

/// What an effect is made for.
struct Setting {
  image::Size size;
  Stream random;
};

struct Operator {
  std::string name;
  Category category = Category::common;
  std::string summary;  // a sentence
  std::vector<AxisFacts> axes;
  Effect (*effect)(const Values& values, const Setting& setting) = nullptr;
  std::size_t inputs = 1;  // 0: the source; more: it merges
};

/// A value for each axis of an operator, by name.
class Values {
 public:
  /// All neutral. The operator must outlive it.
  explicit Values(const Operator& of);

  /// Aborts where there is no such axis, or the value has not its type.
  void set(std::string_view axis, AxisValue value);

  double real(std::string_view axis) const;  // of an integer axis, too
  std::int64_t integer(std::string_view axis) const;
  bool flag(std::string_view axis) const;
  const std::string& text(std::string_view axis) const;
  Color color(std::string_view axis) const;

  const Operator& of() const { return *of_; }
  /// In the order of the operator's axes.
  const std::vector<AxisValue>& all() const { return values_; }

 private:
  std::size_t index(std::string_view axis) const;

  const Operator* of_;
  std::vector<AxisValue> values_;
};

// Axes in short; the rest is set on the result.

/// A number that is a strength.
AxisFacts strength(std::string name, AxisType type, std::pair<double, double> range, double neutral,
                   std::string unit, std::string meaning);
/// A number that is no strength.
AxisFacts number(std::string name, AxisType type, std::pair<double, double> range, double neutral,
                 std::string unit, std::string meaning);
/// On or off; off is neutral.
AxisFacts toggle(std::string name, std::string meaning);
/// One of some values, the first being the default; not searched.
AxisFacts mode(std::string name, std::vector<AxisValue> choices, std::string meaning);
/// A colour; not searched.
AxisFacts color_axis(std::string name, Color neutral, std::string meaning);

/// The same with other values.
AxisFacts with_legal(AxisFacts axis, double low, double high);
AxisFacts not_searched(AxisFacts axis);

}  // namespace assay::stress
