// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/argument_words.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/letters.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"
#include "core/definition/scalar.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Argument;
using definition::in_quotes;
using wire::Parameter;

constexpr std::array<std::pair<assay_kind_t, const char*>, 11> kKindNames{{
    {ASSAY_KIND_BOOL, "true or false"},
    {ASSAY_KIND_INT, "a whole number"},
    {ASSAY_KIND_FLOAT, "a number"},
    {ASSAY_KIND_STRING, "text"},
    {ASSAY_KIND_PATH, "a path"},
    {ASSAY_KIND_LIST, "a list"},
    {ASSAY_KIND_MAP, "a map"},
    {ASSAY_KIND_HANDLE, "the loaded model"},
    {ASSAY_KIND_DATAPOINTS, "the datapoints"},
    {ASSAY_KIND_IMAGES, "the images"},
    {ASSAY_KIND_NULL, "null"},
}};

constexpr std::uint32_t kText = ASSAY_KIND_BIT(ASSAY_KIND_STRING) | ASSAY_KIND_BIT(ASSAY_KIND_PATH);

bool accepts(std::uint32_t kinds, assay_kind_t kind) {
  return (kinds & ASSAY_KIND_BIT(kind)) != 0;
}

/// Kinds of parameters that take such a scalar.
struct KindsOfScalar {
  std::uint32_t operator()(std::monostate) const { return 0; }
  std::uint32_t operator()(bool) const { return ASSAY_KIND_BIT(ASSAY_KIND_BOOL); }
  std::uint32_t operator()(std::int64_t) const {
    return ASSAY_KIND_BIT(ASSAY_KIND_INT) | ASSAY_KIND_BIT(ASSAY_KIND_FLOAT);
  }
  std::uint32_t operator()(double) const { return ASSAY_KIND_BIT(ASSAY_KIND_FLOAT); }
  std::uint32_t operator()(const std::string&) const { return kText; }
  template <class Other>  // a list, a map, a variable of the run
  std::uint32_t operator()(const Other&) const {
    return 0;
  }
};

std::uint32_t kinds_of(const Argument& argument) {
  return std::visit(KindsOfScalar{}, argument.value);
}

std::uint32_t kinds_unquoted(const std::string& text) {
  return std::visit(KindsOfScalar{}, definition::type_plain(text).value);
}

/// Of text where true or false is wanted.
std::string remedy_for_flag(const std::string& text) {
  // What YAML 1.1 took for them, and numbers in quotes.
  constexpr std::array<std::string_view, 4> kTrue{"yes", "y", "on", "1"};
  constexpr std::array<std::string_view, 4> kFalse{"no", "n", "off", "0"};
  const std::string lower = lower_case(text);
  if (std::find(kTrue.begin(), kTrue.end(), lower) != kTrue.end()) return "; write true";
  if (std::find(kFalse.begin(), kFalse.end(), lower) != kFalse.end()) return "; write false";
  return did_you_mean(text, {"true", "false"});
}

/// Of a number where another kind of scalar is wanted.
std::string remedy_for_number(double number, std::uint32_t kinds) {
  if (accepts(kinds, ASSAY_KIND_BOOL) && number == 1) return "; write true";
  if (accepts(kinds, ASSAY_KIND_BOOL) && number == 0) return "; write false";
  constexpr double kExact = 9007199254740992;  // 2^53: beyond, not every whole number is a double
  const bool is_whole = std::trunc(number) == number && std::abs(number) < kExact;
  if (!accepts(kinds, ASSAY_KIND_INT) || !is_whole) return "";
  return fmt::format("; write {}", static_cast<std::int64_t>(number));
}

/// Those that repeat the value, or tell what it is.
std::string remedy_by_value(const Argument& argument, const Parameter& parameter) {
  const std::uint32_t kinds = parameter.kinds;
  if (accepts(kinds, ASSAY_KIND_LIST)) {
    const bool is_an_element = (kinds_of(argument) & parameter.element_kinds) != 0;
    return is_an_element ? fmt::format("; put it in brackets: [{}]", in_words(argument))
                         : "; a list is written [a, b]";
  }
  if (accepts(kinds, ASSAY_KIND_MAP)) return "; a map is written {key: value}";
  if (const auto* text = std::get_if<std::string>(&argument.value)) {
    return accepts(kinds, ASSAY_KIND_BOOL) ? remedy_for_flag(*text) : "";
  }
  if (const auto* integer = std::get_if<std::int64_t>(&argument.value)) {
    return remedy_for_number(static_cast<double>(*integer), kinds);
  }
  const auto* real = std::get_if<double>(&argument.value);
  return real == nullptr ? "" : remedy_for_number(*real, kinds);
}

}  // namespace

std::string in_words(const Argument& argument) {
  struct Describe {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const {
      const std::string text = fmt::format("{}", value);
      const bool looks_whole = text.find_first_not_of("-0123456789") == std::string::npos;
      return text + (looks_whole ? ".0" : "");
    }
    std::string operator()(const std::string& value) const { return in_quotes(value); }
    std::string operator()(const Argument::List&) const { return "a list"; }
    std::string operator()(const Argument::Map&) const { return "a map"; }
    std::string operator()(definition::Reference reference) const {
      return reference == definition::Reference::model ? "the loaded model" : "the datapoints";
    }
  };
  return std::visit(Describe{}, argument.value);
}

std::string in_words(const wire::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.content)) return in_quotes(*text);
  if (const auto* number = std::get_if<std::int64_t>(&value.content))
    return fmt::format("{}", *number);
  if (const auto* real = std::get_if<double>(&value.content)) return fmt::format("{}", *real);
  if (const auto* flag = std::get_if<bool>(&value.content)) return *flag ? "true" : "false";
  return "...";
}

std::string kinds_in_words(std::uint32_t kinds) {
  // A whole number is a number.
  if (accepts(kinds, ASSAY_KIND_FLOAT)) kinds &= ~ASSAY_KIND_BIT(ASSAY_KIND_INT);
  std::vector<std::string> words;
  for (const auto& [kind, name] : kKindNames) {
    if (accepts(kinds, kind)) words.emplace_back(name);
  }
  return words.empty() ? "something this version of assay does not know"
                       : definition::one_of(words);
}

std::string remedy_for(const Argument& argument, const Parameter& parameter) {
  const std::uint32_t kinds = parameter.kinds;
  const std::string or_none = is_required(parameter) ? "" : " or leave it out";
  const auto* text = std::get_if<std::string>(&argument.value);
  if (text != nullptr && text->empty() && accepts(kinds, ASSAY_KIND_PATH)) {
    return "; name a file" + or_none;
  }
  if (std::holds_alternative<std::monostate>(argument.value)) return "; give it a value" + or_none;
  if (text != nullptr && argument.quoted && (kinds_unquoted(*text) & kinds) != 0) {
    return "; remove the quotes";
  }
  if (text == nullptr && kinds_of(argument) != 0 && (kinds & kText) != 0) {
    return "; put it in quotes";
  }
  return is_secret(parameter) ? "" : remedy_by_value(argument, parameter);
}

}  // namespace assay::plugin
