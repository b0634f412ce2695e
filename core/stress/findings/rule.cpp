// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/rule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/stress/domain/point_text.hpp"

namespace assay::stress {
namespace {

double number(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

bool holds(const Condition& condition, const AxisValue& value) {
  if (!condition.among.empty()) {
    return std::find(condition.among.begin(), condition.among.end(), value) !=
           condition.among.end();
  }
  return (!condition.above || number(value) > *condition.above) &&
         (!condition.below || number(value) < *condition.below);
}

std::string text_of_condition(const Condition& condition, const std::string& key) {
  if (condition.among.size() == 1) return key + " = " + text_of(condition.among[0]);
  if (!condition.among.empty()) {
    std::vector<std::string> values;
    for (const AxisValue& value : condition.among) values.push_back(text_of(value));
    return fmt::format("{} in {{{}}}", key, fmt::join(values, ", "));
  }
  if (condition.above && condition.below) {
    return fmt::format("{} < {} < {}", *condition.above, key, *condition.below);
  }
  return condition.above ? fmt::format("{} > {}", key, *condition.above)
                         : fmt::format("{} < {}", key, condition.below.value_or(0));
}

/// A multiple of `steps` of 10^-places, nearest the middle; NaN: there is none.
double multiple_between(double low, double high, int places, double steps) {
  const double scale = std::pow(10, std::abs(places));
  const auto value = [&](double multiple) {
    return places >= 0 ? multiple * steps / scale : multiple * steps * scale;
  };
  const double step = value(1);
  const double nearest = std::round((low + high) / 2 / step);
  for (const double multiple : {nearest, nearest - 1, nearest + 1}) {
    if (value(multiple) > low && value(multiple) <= high) return value(multiple);
  }
  return std::nan("");
}

}  // namespace

bool holds(const Rule& rule, const DomainPoint& point) {
  return std::all_of(rule.begin(), rule.end(), [&](const Condition& condition) {
    return holds(condition, point[condition.axis]);
  });
}

std::string text_of(const Rule& rule, const Domain& domain) {
  if (rule.empty()) return "anywhere";
  std::vector<std::string> conditions;
  for (const Condition& condition : rule) {
    conditions.push_back(text_of_condition(condition, domain.axes()[condition.axis].key));
  }
  return fmt::format("{}", fmt::join(conditions, " and "));
}

double roundest_between(double low, double high) {
  if (low < 0 && high >= 0) return 0;
  const int first = -static_cast<int>(std::floor(std::log10(std::max(-low, high))));
  for (int places = first; places < first + 16; ++places) {
    for (const double steps : {5.0, 1.0}) {
      const double value = multiple_between(low, high, places, steps);
      if (!std::isnan(value)) return value;
    }
  }
  return high;
}

}  // namespace assay::stress
