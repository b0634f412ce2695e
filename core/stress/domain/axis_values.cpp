// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/axis_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace assay::stress {
namespace {

using definition::in_quotes;
using definition::Problems;

bool is_number(AxisType type) {
  return type == AxisType::real || type == AxisType::integer;
}

double number(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

AxisValue number_value(const AxisFacts& facts, double value) {
  if (facts.type == AxisType::integer) return static_cast<std::int64_t>(std::llround(value));
  return value;
}

std::string in_words(const AxisValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return in_quotes(*text);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value)) {
    return fmt::format("{}", number(value));
  }
  return "this value";
}

/// The value as the operator has it; numbers become each other where nothing is lost.
std::optional<AxisValue> converted(const AxisValue& value, const AxisFacts& facts) {
  const auto type = static_cast<AxisType>(value.index());
  if (type == facts.type) return value;
  if (!is_number(type) || !is_number(facts.type)) return std::nullopt;
  if (facts.type == AxisType::integer && number(value) != std::floor(number(value))) {
    return std::nullopt;
  }
  return number_value(facts, number(value));
}

bool is_legal(const AxisValue& value, const AxisFacts& facts) {
  if (!facts.choices.empty()) {
    return std::find(facts.choices.begin(), facts.choices.end(), value) != facts.choices.end();
  }
  if (!is_number(facts.type)) return true;
  return number(value) >= facts.legal.first && number(value) <= facts.legal.second;
}

std::string what_is_legal(const AxisFacts& facts) {
  if (facts.choices.empty()) {
    return fmt::format("{} to {}", facts.legal.first, facts.legal.second);
  }
  std::vector<std::string> words;
  for (const AxisValue& choice : facts.choices) words.push_back(in_words(choice));
  return definition::one_of(words);
}

class Reader {
 public:
  Reader(const definition::Axis& axis, const AxisFacts& facts, Problems& problems)
      : axis_(axis), facts_(facts), problems_(problems) {}

  std::optional<AxisValue> value(const AxisValue& written) {
    auto fits = converted(written, facts_);
    if (!fits) {
      refuse(fmt::format("is of type {}, and {} is none", definition::name_of(facts_.type),
                         in_words(written)));
      return std::nullopt;
    }
    if (!is_legal(*fits, facts_)) {
      refuse(fmt::format("takes {}, not {}", what_is_legal(facts_), in_words(written)));
      return std::nullopt;
    }
    return fits;
  }

  std::optional<FreeAxis> range() {
    if (!is_number(facts_.type) || !facts_.choices.empty()) {
      refuse(fmt::format("has no range; list some of {} in 'choices'", what_is_legal(facts_)));
      return std::nullopt;
    }
    const auto low = value(bound(axis_.range->first));
    const auto high = value(bound(axis_.range->second));
    if (!low || !high) return std::nullopt;
    FreeAxis free;
    free.low = number(*low);
    free.high = number(*high);
    free.whole = facts_.type == AxisType::integer || axis_.type == AxisType::integer;
    free.steps = axis_.steps.value_or(0);
    return free;
  }

  std::optional<FreeAxis> choices() {
    FreeAxis free;
    for (const AxisValue& choice : axis_.choices) {
      auto fits = value(choice);
      if (!fits) return std::nullopt;
      free.choices.push_back(*std::move(fits));
    }
    return free;
  }

 private:
  void refuse(const std::string& message) {
    problems_.add(axis_.mark, fmt::format("the axis {} {}", in_quotes(axis_.name), message));
  }

  AxisValue bound(double value) const {
    if (axis_.type == AxisType::integer) return static_cast<std::int64_t>(std::llround(value));
    return value;
  }

  const definition::Axis& axis_;
  const AxisFacts& facts_;
  Problems& problems_;
};

}  // namespace

std::optional<AxisValue> fixed_value(const definition::Axis& axis, const AxisFacts& facts,
                                     Problems& problems) {
  if (!axis.value) return facts.neutral;  // the definition's reader has reported it
  return Reader(axis, facts, problems).value(*axis.value);
}

std::optional<FreeAxis> free_values(const definition::Axis& axis, const AxisFacts& facts,
                                    Problems& problems) {
  Reader reader(axis, facts, problems);
  auto free = axis.range ? reader.range() : reader.choices();
  if (!free) return std::nullopt;
  free->distribution = axis.distribution;
  free->severity = axis.severity;
  return free;
}

FreeAxis default_values(const AxisFacts& facts) {
  FreeAxis free;
  free.choices = facts.choices;
  free.low = facts.range.first;
  free.high = facts.range.second;
  free.whole = facts.choices.empty() && facts.type == AxisType::integer;
  return free;
}

}  // namespace assay::stress
