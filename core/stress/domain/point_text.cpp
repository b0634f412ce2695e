// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/point_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/nearest.hpp"
#include "core/definition/problems.hpp"

namespace assay::stress {
namespace {

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || result.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Color> color_in(std::string_view text) {
  if (text.size() < 2 || text.front() != '[' || text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  std::vector<std::uint8_t> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    const auto number = number_in<int>(part);
    if (!number || *number < 0 || *number > 255) return std::nullopt;
    parts.push_back(static_cast<std::uint8_t>(*number));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  if (parts.size() != 3) return std::nullopt;
  return Color{parts[0], parts[1], parts[2]};
}

std::optional<AxisValue> value_in(std::string_view text, AxisType type) {
  switch (type) {
    case AxisType::real: {
      const auto number = number_in<double>(text);
      if (!number || !std::isfinite(*number)) return std::nullopt;
      return *number;
    }
    case AxisType::integer: {
      const auto number = number_in<std::int64_t>(text);
      if (!number) return std::nullopt;
      return *number;
    }
    case AxisType::boolean:
      if (text != "true" && text != "false") return std::nullopt;
      return text == "true";
    case AxisType::text:
      return std::string(text);
    case AxisType::color: {
      const auto color = color_in(text);
      if (!color) return std::nullopt;
      return *color;
    }
    case AxisType::list:
      return std::nullopt;
  }
  return std::nullopt;
}

double number(const AxisValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

bool is_taken(const AxisFacts& facts, const AxisValue& value) {
  if (!facts.choices.empty()) {
    return std::find(facts.choices.begin(), facts.choices.end(), value) != facts.choices.end();
  }
  if (facts.type != AxisType::real && facts.type != AxisType::integer) return true;
  return number(value) >= facts.legal.first && number(value) <= facts.legal.second;
}

std::string wanted(const AxisFacts& facts) {
  if (!facts.choices.empty()) {
    std::vector<std::string> words;
    for (const AxisValue& choice : facts.choices) words.push_back(text_of(choice));
    return definition::one_of(words);
  }
  if (facts.type == AxisType::color) return "[red, green, blue], each 0 to 255";
  if (facts.type == AxisType::text) return "a text";
  return fmt::format("a {}number from {} to {}", facts.type == AxisType::integer ? "whole " : "",
                     facts.legal.first, facts.legal.second);
}

std::size_t axis_named(const Domain& domain, const std::string& key) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < domain.axes().size(); ++i) {
    keys.push_back(domain.axes()[i].key);
    if (keys.back() == key) return i;
  }
  const std::string suggestion = did_you_mean(key, keys);
  throw Error(ErrorKind::usage,
              fmt::format("the domain {} has no free axis {}{}",
                          definition::in_quotes(domain.name()), definition::in_quotes(key),
                          !suggestion.empty() ? suggestion
                          : keys.empty()      ? "; it has none"
                                              : "; it has " + definition::one_of(keys)));
}

}  // namespace

std::string text_of(const AxisValue& value) {
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* color = std::get_if<Color>(&value)) {
    return fmt::format("[{}, {}, {}]", color->red, color->green, color->blue);
  }
  return "[...]";  // of ChooseImage alone, which is never free
}

std::vector<std::string> settings_of(const Domain& domain, const DomainPoint& point) {
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < point.size(); ++i) {
    settings.push_back(domain.axes()[i].key + "=" + text_of(point[i]));
  }
  return settings;
}

std::string_view key_of(const Domain& domain, std::string_view setting) {
  std::size_t end = 0;
  for (const FreeAxis& axis : domain.axes()) {
    const bool fits =
        setting.starts_with(axis.key) && setting.substr(axis.key.size()).starts_with('=');
    if (fits) end = std::max(end, axis.key.size());
  }
  if (end == 0) end = setting.find('=');
  if (end != std::string_view::npos) return setting.substr(0, end);
  throw Error(ErrorKind::usage, fmt::format("--set wants TRANSFORMATION.AXIS=VALUE, got {}",
                                            definition::in_quotes(std::string(setting))));
}

void apply_settings(const Domain& domain, std::span<const std::string> settings,
                    DomainPoint& point) {
  for (const std::string& setting : settings) {
    const std::string key(key_of(domain, setting));
    const std::size_t i = axis_named(domain, key);
    const AxisFacts& facts = *domain.axes()[i].facts;
    const std::string text = setting.substr(key.size() + 1);
    auto value = value_in(text, facts.type);
    if (!value || !is_taken(facts, *value)) {
      throw Error(ErrorKind::usage, fmt::format("{} takes {}, not {}", domain.axes()[i].key,
                                                wanted(facts), definition::in_quotes(text)));
    }
    point[i] = *std::move(value);
  }
}

}  // namespace assay::stress
