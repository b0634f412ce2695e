// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/yaml_literal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

namespace assay::stress {
namespace {

using definition::Scalar;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_word(std::string_view text) {
  const bool fits = std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!fits || text.empty() || !is_letter(text.front())) return false;
  return std::holds_alternative<std::string>(definition::type_plain(text).value);
}

std::string escaped(char c) {
  const auto code = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') return std::string("\\") + c;
  if (c == '$') return "$$";
  return code < 0x20 || code == 0x7F ? fmt::format("\\x{:02X}", code) : std::string(1, c);
}

/// Without its point -0.0 would be the whole number 0.
std::string number_literal(double value) {
  return value == 0 && std::signbit(value) ? "-0.0" : fmt::format("{}", value);
}

/// Where any type may stand a number says by its point that it is no whole one.
std::string item_literal(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  const std::string text = number_literal(value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

struct ItemLiteral {
  std::string operator()(std::monostate /*null*/) const { return "~"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(double value) const { return item_literal(value); }
  std::string operator()(const std::string& value) const { return yaml_text(value); }
};

struct Literal {
  std::string operator()(double value) const { return number_literal(value); }
  std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const std::string& value) const { return yaml_text(value); }
  std::string operator()(const std::vector<Scalar>& value) const {
    std::vector<std::string> items;
    for (const Scalar& item : value) items.push_back(std::visit(ItemLiteral(), item));
    return fmt::format("[{}]", fmt::join(items, ", "));
  }
  std::string operator()(Color value) const {
    return fmt::format("[{}, {}, {}]", value.red, value.green, value.blue);
  }
};

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_word(text)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += escaped(c);
  return quoted + "\"";
}

std::string yaml_literal(const AxisValue& value) {
  return std::visit(Literal(), value);
}

}  // namespace assay::stress
