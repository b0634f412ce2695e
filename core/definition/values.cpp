// SPDX-License-Identifier: Apache-2.0
#include "core/definition/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::definition {
namespace {

/// Reports that `node` is not what it must be.
void report_type(const Node& node, const std::string& label, const std::string& wanted,
                 const std::string& got, Reading& reading) {
  reading.problems.add(node.mark, fmt::format("{} must be {}, got {}", label, wanted, got));
}

bool is_scalar(const Node& node, const std::string& label, const std::string& wanted,
               Reading& reading) {
  if (node.kind == Node::Kind::scalar) return true;
  report_type(node, label, wanted, describe(node), reading);
  return false;
}

/// Numbers in quotes are the most common reason why a text stands where a number should.
std::string with_hint(const Node& node, const Scalar& value) {
  const auto* text = std::get_if<std::string>(&value);
  const bool hides_value = text != nullptr && node.quoted &&
                           !std::holds_alternative<std::string>(type_plain(*text).value) &&
                           !text->empty();
  return describe(value) + (hides_value ? "; remove the quotes" : "");
}

/// Whether it is a scalar that is text without quotes, or whose variables may make it so.
bool is_plain_text(const Node& node) {
  if (node.kind != Node::Kind::scalar) return false;
  return node.quoted || has_variables(node) ||
         std::holds_alternative<std::string>(type_plain(node.text).value);
}

bool has_control_characters(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code < 0x20 && c != '\n' && c != '\t') || code == 0x7F;
  });
}

}  // namespace

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
    case Node::Kind::scalar:
      break;
  }
  if (!node.quoted) return describe(type_plain(node.text).value);
  return describe(Scalar(node.text));
}

std::optional<Scalar> read_scalar(const Node& node, const std::string& label, const Lookup& lookup,
                                  Reading& reading) {
  if (node.kind == Node::Kind::null) return std::optional<Scalar>(std::in_place);
  if (!is_scalar(node, label, "one value", reading)) return std::nullopt;
  auto text = expand(node, lookup, reading);
  if (!text) return std::nullopt;
  if (node.quoted) return Scalar(*std::move(text));
  TypedScalar typed = type_plain(*text);
  if (typed.problem.empty()) return typed.value;
  reading.problems.add(node.mark, fmt::format("{}: {} {}", label, in_quotes(*text), typed.problem));
  return std::nullopt;
}

std::optional<std::string> read_text(const Node& node, const std::string& label,
                                     const Lookup& lookup, Reading& reading) {
  if (!is_scalar(node, label, "text", reading)) return std::nullopt;
  if (!node.quoted && !has_variables(node)) {
    const TypedScalar typed = type_plain(node.text);
    if (!typed.problem.empty() || !std::holds_alternative<std::string>(typed.value)) {
      report_type(node, label, "text", fmt::format("{}; put it in quotes", node.text), reading);
      return std::nullopt;
    }
  }
  auto text = expand(node, lookup, reading);
  if (text && has_control_characters(*text)) {
    reading.problems.add(node.mark, fmt::format("{} must not have control characters", label));
    return std::nullopt;
  }
  return text;
}

std::optional<std::int64_t> read_integer(const Node& node, const std::string& label,
                                         IntegerRange range, const Lookup& lookup,
                                         Reading& reading) {
  if (!is_scalar(node, label, "a whole number", reading)) return std::nullopt;
  const auto value = read_scalar(node, label, lookup, reading);
  if (!value) return std::nullopt;
  const auto* integer = std::get_if<std::int64_t>(&*value);
  if (integer == nullptr) {
    report_type(node, label, "a whole number", with_hint(node, *value), reading);
    return std::nullopt;
  }
  if (*integer >= range.low && *integer <= range.high) return *integer;
  const std::string upper = range.high == std::numeric_limits<std::int64_t>::max()
                                ? " or more"
                                : fmt::format(" to {}", range.high);
  report_type(node, label, fmt::format("{}{}", range.low, upper), fmt::format("{}", *integer),
              reading);
  return std::nullopt;
}

std::optional<double> read_number(const Node& node, const std::string& label, const Lookup& lookup,
                                  Reading& reading) {
  if (!is_scalar(node, label, "a number", reading)) return std::nullopt;
  const auto value = read_scalar(node, label, lookup, reading);
  if (!value) return std::nullopt;
  if (const auto* integer = std::get_if<std::int64_t>(&*value)) {
    return static_cast<double>(*integer);
  }
  const auto* number = std::get_if<double>(&*value);
  if (number != nullptr && std::isfinite(*number)) return *number;
  report_type(node, label, number == nullptr ? "a number" : "a finite number",
              with_hint(node, *value), reading);
  return std::nullopt;
}

std::optional<bool> read_boolean(const Node& node, const std::string& label, const Lookup& lookup,
                                 Reading& reading) {
  if (!is_scalar(node, label, "true or false", reading)) return std::nullopt;
  const auto value = read_scalar(node, label, lookup, reading);
  if (!value) return std::nullopt;
  if (const bool* flag = std::get_if<bool>(&*value)) return *flag;
  report_type(node, label, "true or false", with_hint(node, *value), reading);
  return std::nullopt;
}

std::optional<std::size_t> read_choice(const Node& node, const std::string& label,
                                       const std::vector<std::string>& names, const Lookup& lookup,
                                       Reading& reading) {
  if (!is_plain_text(node)) {
    report_type(node, label, one_of(names), describe(node), reading);
    return std::nullopt;
  }
  const auto text = read_text(node, label, lookup, reading);
  if (!text) return std::nullopt;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  reading.problems.add_unknown(
      node.mark, fmt::format("{} must be {}, got {}", label, one_of(names), in_quotes(*text)),
      *text, names, "");
  return std::nullopt;
}

}  // namespace assay::definition
