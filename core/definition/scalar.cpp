// SPDX-License-Identifier: Apache-2.0
#include "core/definition/scalar.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>

#include "core/definition/problems.hpp"

namespace assay::definition {
namespace {

constexpr std::string_view kDigits = "0123456789";

bool all_of(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text;
}

/// Base and digits of an integer; base 0 when it is none.
struct Digits {
  int base = 0;
  std::string_view digits;
};

Digits split_integer(std::string_view text) {
  if (text.starts_with("0o") && all_of(text.substr(2), "01234567")) return {8, text.substr(2)};
  if (text.starts_with("0x") && all_of(text.substr(2), "0123456789abcdefABCDEF")) {
    return {16, text.substr(2)};
  }
  if (all_of(without_sign(text), kDigits)) {
    // from_chars knows '-', not '+'.
    return {10, text[0] == '+' ? text.substr(1) : text};
  }
  return {};
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool looks_like_float(std::string_view text) {
  text = without_sign(text);
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!all_of(without_sign(text.substr(exponent + 1)), kDigits)) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return all_of(text, kDigits);
  const std::string_view whole = text.substr(0, dot);
  const std::string_view fraction = text.substr(dot + 1);
  return whole.empty() ? all_of(fraction, kDigits)
                       : all_of(whole, kDigits) && (fraction.empty() || all_of(fraction, kDigits));
}

TypedScalar read_integer(Digits integer) {
  std::int64_t value = 0;
  const char* end = integer.digits.data() + integer.digits.size();
  const auto result = std::from_chars(integer.digits.data(), end, value, integer.base);
  if (result.ec == std::errc()) return {value, ""};
  return {{}, "does not fit 64 bits; put it in quotes if it is text"};
}

TypedScalar read_float(std::string_view text) {
  if (text[0] == '+') text.remove_prefix(1);
  double value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc()) return {value, ""};
  return {{}, "is beyond the range of a 64-bit number; put it in quotes if it is text"};
}

/// .inf and .nan in their spellings.
std::optional<double> read_special(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    return std::numeric_limits<double>::quiet_NaN();
  }
  const std::string_view bare = without_sign(text);
  if (bare != ".inf" && bare != ".Inf" && bare != ".INF") return std::nullopt;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return text[0] == '-' ? -kInfinity : kInfinity;
}

}  // namespace

TypedScalar type_plain(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return {};
  if (text == "true" || text == "True" || text == "TRUE") return {true, ""};
  if (text == "false" || text == "False" || text == "FALSE") return {false, ""};
  if (const Digits integer = split_integer(text); integer.base != 0) return read_integer(integer);
  if (const auto special = read_special(text)) return {*special, ""};
  if (looks_like_float(text)) return read_float(text);
  return {std::string(text), ""};
}

std::string describe(const Scalar& value) {
  if (std::holds_alternative<std::monostate>(value)) return "nothing";
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return fmt::format("the number {}", *integer);
  }
  if (const auto* number = std::get_if<double>(&value)) {
    const bool whole = std::isfinite(*number) && *number == std::trunc(*number);
    const std::string text = fmt::format("{}", *number);
    // 8.0 is not 8: that may be what is wrong with it.
    return fmt::format("the number {}{}", text,
                       whole && text.find_first_of(".e") == std::string::npos ? ".0" : "");
  }
  return "the text " + in_quotes(std::get<std::string>(value));
}

}  // namespace assay::definition
