// SPDX-License-Identifier: Apache-2.0
#include "core/definition/read_axis.hpp"

#include <fmt/format.h>

#include <array>

#include "core/base/check.hpp"
#include "core/definition/fields.hpp"

namespace assay::definition {
namespace {

/// Whole numbers that a double has exactly.
constexpr IntegerRange kWhole{-(std::int64_t{1} << 53), std::int64_t{1} << 53};

/// What values are read with.
struct ValuePlace {
  AxisType type;
  const Lookup& lookup;
  Reading& reading;
};

template <class Value>
std::optional<AxisValue> as_value(std::optional<Value> value) {
  if (!value) return std::nullopt;
  return AxisValue(*std::move(value));
}

std::optional<AxisValue> read_color(const Node& node, const std::string& label,
                                    const ValuePlace& place) {
  if (node.kind != Node::Kind::list || node.items.size() != 3) {
    const std::string got = node.kind == Node::Kind::list
                                ? fmt::format("a list of {}", node.items.size())
                                : describe(node);
    place.reading.problems.add(node.mark,
                               fmt::format("{} must be [red, green, blue], got {}", label, got));
    return std::nullopt;
  }
  std::array<std::uint8_t, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto part = read_integer(*node.items[i], label, {0, 255}, place.lookup, place.reading);
    if (!part) return std::nullopt;
    parts[i] = static_cast<std::uint8_t>(*part);
  }
  return AxisValue(Color{parts[0], parts[1], parts[2]});
}

std::optional<AxisValue> read_list(const Node& node, const std::string& label,
                                   const ValuePlace& place) {
  if (node.kind != Node::Kind::list) {
    place.reading.problems.add(node.mark,
                               fmt::format("{} must be a list, got {}", label, describe(node)));
    return std::nullopt;
  }
  std::vector<Scalar> items;
  for (const NodePtr& item : node.items) {
    auto value = read_scalar(*item, "an item of " + label, place.lookup, place.reading);
    if (!value) return std::nullopt;
    items.push_back(*std::move(value));
  }
  return AxisValue(std::move(items));
}

std::optional<AxisValue> read_value(const Node& node, const std::string& label,
                                    const ValuePlace& place) {
  const Lookup& lookup = place.lookup;
  switch (place.type) {
    case AxisType::real:
      return as_value(read_number(node, label, lookup, place.reading));
    case AxisType::integer:
      return as_value(read_integer(node, label, kWhole, lookup, place.reading));
    case AxisType::boolean:
      return as_value(read_boolean(node, label, lookup, place.reading));
    case AxisType::text:
      return as_value(read_text(node, label, lookup, place.reading));
    case AxisType::list:
      return read_list(node, label, place);
    case AxisType::color:
      return read_color(node, label, place);
  }
  ASSAY_CHECK(false);
  return std::nullopt;
}

std::string axis_in_words(const Axis& axis) {
  return axis.name.empty() ? "an axis" : "the axis " + in_quotes(axis.name);
}

double as_number(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

void read_range(const Fields& fields, const ValuePlace& place, Axis& axis) {
  const Node* node = fields.list("range");
  if (node == nullptr || node->items.empty()) return;  // [] is Efemarai's for none
  const std::string label = fields.label("range");
  if (axis.type != AxisType::real && axis.type != AxisType::integer) {
    place.reading.problems.add(
        node->mark, fmt::format("{} says nothing to the type {}; list its values in 'choices'",
                                label, name_of(axis.type)));
    return;
  }
  if (node->items.size() != 2) {
    place.reading.problems.add(node->mark, fmt::format("{} must be [low, high], got a list of {}",
                                                       label, node->items.size()));
    return;
  }
  const auto low = read_value(*node->items[0], label + " (low)", place);
  const auto high = read_value(*node->items[1], label + " (high)", place);
  if (!low || !high) return;
  axis.range = {as_number(*low), as_number(*high)};
  if (axis.range->first <= axis.range->second) return;
  place.reading.problems.add(node->mark, fmt::format("{}: low {} is more than high {}; swap them",
                                                     label, axis.range->first, axis.range->second));
}

void read_choices(const Fields& fields, const ValuePlace& place, Axis& axis) {
  const Node* node = fields.list("choices");
  if (node == nullptr) return;
  for (const NodePtr& item : node->items) {
    if (auto value = read_value(*item, "a choice of " + axis_in_words(axis), place)) {
      axis.choices.push_back(*std::move(value));
    }
  }
}

/// What needs a range, and fits only some.
void read_weights(const Fields& fields, Axis& axis, Reading& reading) {
  if (const auto steps = fields.integer("steps")) axis.steps = static_cast<std::size_t>(*steps);
  axis.distribution = static_cast<Distribution>(fields.choice("distribution").value_or(0));
  axis.severity = fields.number("severity").value_or(1);
  if (axis.severity < 0) {
    reading.problems.add(
        fields.mark("severity"),
        fmt::format("{} must be 0 or more, got {}", fields.label("severity"), axis.severity));
  }
  for (const char* key : {"steps", "distribution"}) {
    if (axis.range || fields.find("range") != nullptr || fields.find(key) == nullptr) continue;
    reading.problems.add(
        fields.mark(key),
        fmt::format("{} says nothing without 'range'; add that or remove this", fields.label(key)));
  }
  if (axis.distribution == Distribution::log_uniform && axis.range && axis.range->first <= 0) {
    reading.problems.add(
        fields.mark("distribution"),
        fmt::format("{} is log_uniform, which needs a range above 0, got one from {}",
                    fields.label("distribution"), axis.range->first));
  }
}

/// A fixed axis has its value, another one values to choose from.
void check_values(const Fields& fields, const Axis& axis, Reading& reading) {
  if (axis.fixed && fields.find("value") == nullptr) {
    fields.report_missing("value", "; a fixed axis needs it");
  }
  const auto has_items = [&](const char* key) {
    const Node* node = fields.find(key);
    return node != nullptr && (node->kind != Node::Kind::list || !node->items.empty());
  };
  const bool known = axis.type == AxisType::boolean || has_items("range") || has_items("choices");
  if (axis.fixed || known || fields.is_misspelled("range") || fields.is_misspelled("choices")) {
    return;
  }
  const bool is_number = axis.type == AxisType::real || axis.type == AxisType::integer;
  reading.problems.add(
      fields.mark(),
      fmt::format("{} has no values to search; give it {}'choices', or 'fixed: true' and a 'value'",
                  axis_in_words(axis), is_number ? "'range' or " : ""));
}

}  // namespace

Axis read_axis(const Node& node, const Scope& scope, Reading& reading) {
  const Fields fields(node, schema::axis(), reading, scope, called("the axis", node, "an axis"));
  Axis axis;
  axis.mark = fields.mark("name");
  axis.name = fields.text("name").value_or("");
  const auto type = fields.choice("type");
  axis.fixed = fields.boolean("fixed").value_or(false);
  if (!type) return axis;  // without it no value can be judged
  axis.type = static_cast<AxisType>(*type);
  const Lookup lookup = lookup_in(scope, reading);
  const ValuePlace place{axis.type, lookup, reading};
  read_range(fields, place, axis);
  read_choices(fields, place, axis);
  if (const Node* value = fields.find("value")) {
    axis.value = read_value(*value, fields.label("value"), place);
  }
  read_weights(fields, axis, reading);
  check_values(fields, axis, reading);
  if (axis.range) axis.choices.clear();
  const bool free_flag = axis.type == AxisType::boolean && !axis.fixed;
  if (free_flag && axis.choices.empty()) axis.choices = {AxisValue(false), AxisValue(true)};
  return axis;
}

}  // namespace assay::definition
