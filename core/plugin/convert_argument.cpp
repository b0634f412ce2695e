// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/convert_argument.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "core/base/nearest.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Argument;
using wire::Parameter;
using wire::Value;

bool accepts(std::uint32_t kinds, assay_kind_t kind) {
  return (kinds & ASSAY_KIND_BIT(kind)) != 0;
}

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

std::string in_words(const Argument& argument) {
  struct Describe {
    bool quoted;
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(double value) const { return fmt::format("{}", value); }
    std::string operator()(const std::string& value) const {
      constexpr std::size_t kShown = 60;
      const std::string text = value.size() > kShown ? value.substr(0, kShown) + "..." : value;
      return fmt::format("'{}'{}", text, quoted ? " (text, as it stands in quotes)" : "");
    }
    std::string operator()(const Argument::List&) const { return "a list"; }
    std::string operator()(const Argument::Map&) const { return "a map"; }
    std::string operator()(definition::Reference) const { return "a variable of the run"; }
  };
  return std::visit(Describe{argument.quoted}, argument.value);
}

std::string in_words(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.content))
    return fmt::format("'{}'", *text);
  if (const auto* number = std::get_if<std::int64_t>(&value.content))
    return fmt::format("{}", *number);
  if (const auto* real = std::get_if<double>(&value.content)) return fmt::format("{}", *real);
  if (const auto* flag = std::get_if<bool>(&value.content)) return *flag ? "true" : "false";
  return "...";
}

/// As numbers where both are: a choice of 1 allows 1.0.
bool is_same(const Value& a, const Value& b) {
  const auto* real = std::get_if<double>(&a.content);
  const auto* integer = std::get_if<std::int64_t>(&b.content);
  if (real != nullptr && integer != nullptr) return *real == static_cast<double>(*integer);
  return a == b;
}

class Converter {
 public:
  Converter(const std::filesystem::path& repository, std::vector<Misfit>& misfits)
      : repository_(repository), misfits_(misfits) {}

  /// `name` is the parameter's as messages call it.
  Value convert(const Argument& argument, const Parameter& parameter, const std::string& name) {
    const std::size_t before = misfits_.size();
    const auto plain = convert_scalar(argument, parameter.kinds);
    Value value = plain ? *plain : convert_tree(argument, parameter, name);
    if (misfits_.size() == before) check_limits(argument, value, parameter, name);
    return value;
  }

 private:
  void refuse(Mark mark, std::string message) { misfits_.push_back({mark, std::move(message)}); }

  void refuse_kind(const Argument& argument, const Parameter& parameter, const std::string& name) {
    const bool secret = is_secret(parameter);
    refuse(argument.mark, fmt::format("'{}' must be {}{}", name, kinds_in_words(parameter.kinds),
                                      secret ? "" : ", not " + in_words(argument)));
  }

  std::optional<Value> convert_scalar(const Argument& argument, std::uint32_t kinds) const {
    const auto& given = argument.value;
    if (std::holds_alternative<std::monostate>(given) && accepts(kinds, ASSAY_KIND_NULL)) {
      return Value{};
    }
    if (const auto* flag = std::get_if<bool>(&given); flag && accepts(kinds, ASSAY_KIND_BOOL)) {
      return Value{*flag};
    }
    if (const auto* number = std::get_if<std::int64_t>(&given)) {
      if (accepts(kinds, ASSAY_KIND_INT)) return Value{*number};
      if (accepts(kinds, ASSAY_KIND_FLOAT)) return Value{static_cast<double>(*number)};
    }
    if (const auto* real = std::get_if<double>(&given); real && accepts(kinds, ASSAY_KIND_FLOAT)) {
      return Value{*real};
    }
    if (const auto* text = std::get_if<std::string>(&given)) {
      if (accepts(kinds, ASSAY_KIND_STRING)) return Value{*text};
      if (accepts(kinds, ASSAY_KIND_PATH) && !text->empty()) return Value{absolute(*text)};
    }
    return std::nullopt;
  }

  wire::Path absolute(const std::string& text) const {
    return {(repository_ / text).lexically_normal().string()};
  }

  Value convert_tree(const Argument& argument, const Parameter& parameter,
                     const std::string& name) {
    const auto* list = std::get_if<Argument::List>(&argument.value);
    if (list != nullptr && accepts(parameter.kinds, ASSAY_KIND_LIST)) {
      return convert_list(*list, parameter, name);
    }
    const auto* map = std::get_if<Argument::Map>(&argument.value);
    if (map != nullptr && accepts(parameter.kinds, ASSAY_KIND_MAP)) {
      return parameter.members.empty() ? convert_free_map(*map, parameter, name)
                                       : convert_members(*map, argument.mark, parameter, name);
    }
    refuse_kind(argument, parameter, name);
    return {};
  }

  /// What an element of a list, or of a map without members, must be.
  static Parameter element_of(const Parameter& parameter) {
    constexpr std::uint32_t kAny =
        ASSAY_KIND_BIT(ASSAY_KIND_NULL) | ASSAY_KIND_BIT(ASSAY_KIND_BOOL) |
        ASSAY_KIND_BIT(ASSAY_KIND_INT) | ASSAY_KIND_BIT(ASSAY_KIND_FLOAT) |
        ASSAY_KIND_BIT(ASSAY_KIND_STRING) | ASSAY_KIND_BIT(ASSAY_KIND_LIST) |
        ASSAY_KIND_BIT(ASSAY_KIND_MAP);
    Parameter element;
    element.kinds = parameter.element_kinds == 0 ? kAny : parameter.element_kinds;
    element.flags = parameter.flags;
    element.minimum = parameter.minimum;
    element.maximum = parameter.maximum;
    return element;
  }

  Value convert_list(const Argument::List& list, const Parameter& parameter,
                     const std::string& name) {
    const Parameter element = element_of(parameter);
    Value::List result;
    for (std::size_t i = 0; i < list.size(); ++i) {
      result.push_back(convert(list[i], element, fmt::format("{}[{}]", name, i)));
    }
    return {std::move(result)};
  }

  Value convert_free_map(const Argument::Map& map, const Parameter& parameter,
                         const std::string& name) {
    const Parameter element = element_of(parameter);
    Value::Map result;
    for (const Argument::Pair& pair : map) {
      result.emplace_back(pair.key,
                          convert(pair.value, element, fmt::format("{}.{}", name, pair.key)));
    }
    return {std::move(result)};
  }

  Value convert_members(const Argument::Map& map, Mark mark, const Parameter& parameter,
                        const std::string& name) {
    Value::Map result;
    std::set<std::string> given;
    for (const Argument::Pair& pair : map) {
      const auto member = std::find_if(parameter.members.begin(), parameter.members.end(),
                                       [&](const Parameter& m) { return m.name == pair.key; });
      if (member == parameter.members.end()) {
        refuse(pair.value.mark, fmt::format("'{}' has no key '{}'{}", name, pair.key,
                                            did_you_mean(pair.key, names_of(parameter.members))));
        continue;
      }
      given.insert(pair.key);
      result.emplace_back(pair.key,
                          convert(pair.value, *member, fmt::format("{}.{}", name, pair.key)));
    }
    add_missing_members(given, mark, parameter, name, result);
    return {std::move(result)};
  }

  void add_missing_members(const std::set<std::string>& given, Mark mark,
                           const Parameter& parameter, const std::string& name,
                           Value::Map& result) {
    for (const Parameter& member : parameter.members) {
      if (given.contains(member.name)) continue;
      if (is_required(member)) {
        refuse(mark, fmt::format("'{}' needs the key '{}' ({})", name, member.name,
                                 kinds_in_words(member.kinds)));
      }
      result.emplace_back(member.name, default_of(member));
    }
  }

  void check_limits(const Argument& argument, const Value& value, const Parameter& parameter,
                    const std::string& name) {
    check_range(argument, value, parameter, name);
    const bool listed = std::any_of(parameter.choices.begin(), parameter.choices.end(),
                                    [&](const Value& choice) { return is_same(value, choice); });
    if (parameter.choices.empty() || listed) return;
    std::string choices;
    std::vector<std::string> names;
    for (const Value& choice : parameter.choices) {
      choices += (choices.empty() ? "" : ", ") + in_words(choice);
      if (const auto* text = std::get_if<std::string>(&choice.content)) names.push_back(*text);
    }
    const auto* text = std::get_if<std::string>(&argument.value);
    refuse(argument.mark, fmt::format("'{}' must be one of {}, not {}{}", name, choices,
                                      in_words(argument), text ? did_you_mean(*text, names) : ""));
  }

  void check_range(const Argument& argument, const Value& value, const Parameter& parameter,
                   const std::string& name) {
    double number = 0;
    if (const auto* integer = std::get_if<std::int64_t>(&value.content)) {
      number = static_cast<double>(*integer);
    } else if (const auto* real = std::get_if<double>(&value.content)) {
      number = *real;
    } else {
      return;
    }
    const bool low = has_minimum(parameter) && !(number >= parameter.minimum);
    const bool high = has_maximum(parameter) && !(number <= parameter.maximum);
    if (low) {
      refuse(argument.mark, fmt::format("'{}' must be at least {}, not {}", name, parameter.minimum,
                                        in_words(argument)));
    } else if (high) {
      refuse(argument.mark, fmt::format("'{}' must be at most {}, not {}", name, parameter.maximum,
                                        in_words(argument)));
    }
  }

  const std::filesystem::path& repository_;
  std::vector<Misfit>& misfits_;
};

}  // namespace

Value convert_argument(const Argument& argument, const Parameter& parameter,
                       const std::filesystem::path& repository, std::vector<Misfit>& misfits) {
  return Converter(repository, misfits).convert(argument, parameter, parameter.name);
}

Value default_of(const Parameter& parameter) {
  return parameter.default_value ? *parameter.default_value : Value{};
}

std::string kinds_in_words(std::uint32_t kinds) {
  // A whole number is a number.
  if (accepts(kinds, ASSAY_KIND_FLOAT)) kinds &= ~ASSAY_KIND_BIT(ASSAY_KIND_INT);
  std::vector<std::string> words;
  for (const auto& [kind, name] : kKindNames) {
    if (accepts(kinds, kind)) words.emplace_back(name);
  }
  if (words.empty()) return "something this version of assay does not know";
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) {
    text += (i + 1 == words.size() ? " or " : ", ") + words[i];
  }
  return text;
}

std::vector<std::string> names_of(const std::vector<Parameter>& parameters) {
  std::vector<std::string> names;
  names.reserve(parameters.size());
  for (const Parameter& parameter : parameters) names.push_back(parameter.name);
  return names;
}

}  // namespace assay::plugin
