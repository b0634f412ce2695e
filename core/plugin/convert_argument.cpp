// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/convert_argument.hpp"

#include <assay/abi/entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/definition/path_fault.hpp"
#include "core/plugin/argument_words.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Argument;
using definition::in_quotes;
using definition::one_of;
using definition::Problems;
using wire::Parameter;
using wire::Value;

bool accepts(std::uint32_t kinds, assay_kind_t kind) {
  return (kinds & ASSAY_KIND_BIT(kind)) != 0;
}

/// As numbers where both are: a choice of 1 allows 1.0.
bool is_same(const Value& a, const Value& b) {
  const auto* real = std::get_if<double>(&a.content);
  const auto* integer = std::get_if<std::int64_t>(&b.content);
  if (real != nullptr && integer != nullptr) return *real == static_cast<double>(*integer);
  return a == b;
}

/// "from 0 to 1", "at least 0": of a parameter that has a bound.
std::string range_in_words(const Parameter& parameter) {
  if (!has_maximum(parameter)) return fmt::format("at least {}", parameter.minimum);
  if (!has_minimum(parameter)) return fmt::format("at most {}", parameter.maximum);
  return fmt::format("from {} to {}", parameter.minimum, parameter.maximum);
}

/// "2 elements", "from 1 to 3 elements": of a list with a bound.
std::string elements_in_words(const Parameter& parameter) {
  const std::uint32_t least = parameter.min_elements;
  const std::uint32_t most = parameter.max_elements;
  if (most == 0) return fmt::format("at least {} element{}", least, least == 1 ? "" : "s");
  if (least == most) return fmt::format("{} element{}", most, most == 1 ? "" : "s");
  if (least == 0) return fmt::format("at most {} element{}", most, most == 1 ? "" : "s");
  return fmt::format("from {} to {} elements", least, most);
}

std::string absolute(const std::filesystem::path& repository, const std::string& text) {
  return (repository / text).lexically_normal().string();
}

Value with_absolute_paths(const Value& value, const std::filesystem::path& repository) {
  if (const auto* list = std::get_if<Value::List>(&value.content)) {
    Value::List changed;
    for (const Value& element : *list) changed.push_back(with_absolute_paths(element, repository));
    return {std::move(changed)};
  }
  const auto* path = std::get_if<wire::Path>(&value.content);
  if (path == nullptr || path->text.empty()) return value;
  return {wire::Path{absolute(repository, path->text)}};
}

/// `name` is the parameter's as messages call it. Functions that return nothing have reported why.
class Converter {
 public:
  Converter(const std::filesystem::path& repository, Problems& problems)
      : repository_(repository), problems_(problems) {}

  std::optional<Value> convert(const Argument& argument, const Parameter& parameter,
                               const std::string& name) {
    auto value = convert_scalar(argument, parameter.kinds);
    if (!value) value = convert_tree(argument, parameter, name);
    if (!value || !is_within_limits(argument, *value, parameter, name)) return std::nullopt;
    return value;
  }

 private:
  void refuse(Mark mark, std::string message) { problems_.add(mark, std::move(message)); }

  /// ", not 3", which a secret must not show.
  static std::string not_what(const Argument& argument, const Parameter& parameter) {
    return is_secret(parameter) ? "" : ", not " + in_words(argument);
  }

  static std::optional<Value> convert_scalar(const Argument& argument, std::uint32_t kinds) {
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
    const auto* text = std::get_if<std::string>(&given);
    if (text != nullptr && accepts(kinds, ASSAY_KIND_STRING)) return Value{*text};
    return std::nullopt;
  }

  std::optional<Value> convert_tree(const Argument& argument, const Parameter& parameter,
                                    const std::string& name) {
    const auto* text = std::get_if<std::string>(&argument.value);
    if (text != nullptr && !text->empty() && accepts(parameter.kinds, ASSAY_KIND_PATH)) {
      return convert_path(*text, argument.mark, parameter, name);
    }
    const auto* list = std::get_if<Argument::List>(&argument.value);
    if (list != nullptr && accepts(parameter.kinds, ASSAY_KIND_LIST)) {
      return convert_list(*list, argument.mark, parameter, name);
    }
    const auto* map = std::get_if<Argument::Map>(&argument.value);
    if (map != nullptr && accepts(parameter.kinds, ASSAY_KIND_MAP)) {
      return parameter.members.empty() ? convert_free_map(*map, parameter, name)
                                       : convert_members(*map, argument.mark, parameter, name);
    }
    refuse(argument.mark,
           fmt::format("'{}' must be {}{}{}", name, kinds_in_words(parameter.kinds),
                       not_what(argument, parameter), remedy_for(argument, parameter)));
    return std::nullopt;
  }

  std::optional<Value> convert_path(const std::string& text, Mark mark, const Parameter& parameter,
                                    const std::string& name) {
    wire::Path path{absolute(repository_, text)};
    auto fault = definition::fault_of_url(text);
    if (!fault) {
      fault = definition::fault_in_path(path.text, definition::PathKind::either,
                                        "the model's repository");
      if (!fault) return Value{std::move(path)};
      fault = "cannot be used: " + *fault;
    }
    if (is_secret(parameter)) fault = "cannot be used; correct the path";
    refuse(mark, fmt::format("'{}' {}", name, *fault));
    return std::nullopt;
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

  std::optional<Value> convert_list(const Argument::List& list, Mark mark,
                                    const Parameter& parameter, const std::string& name) {
    if (!has_elements_between(parameter, list.size())) {
      refuse(mark, fmt::format("'{}' must have {}, not {}", name, elements_in_words(parameter),
                               list.size()));
      return std::nullopt;
    }
    const Parameter element = element_of(parameter);
    Value::List result;
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto value = convert(list[i], element, fmt::format("{}[{}]", name, i));
      if (value) result.push_back(*std::move(value));
    }
    if (result.size() != list.size()) return std::nullopt;
    return Value{std::move(result)};
  }

  std::optional<Value> convert_free_map(const Argument::Map& map, const Parameter& parameter,
                                        const std::string& name) {
    const Parameter element = element_of(parameter);
    Value::Map result;
    for (const Argument::Pair& pair : map) {
      auto value = convert(pair.value, element, member_name(name, pair.key));
      if (value) result.emplace_back(pair.key, *std::move(value));
    }
    if (result.size() != map.size()) return std::nullopt;
    return Value{std::move(result)};
  }

  static std::string member_name(const std::string& name, const std::string& key) {
    return name + "." + printable(key);
  }

  std::optional<Value> convert_members(const Argument::Map& map, Mark mark,
                                       const Parameter& parameter, const std::string& name) {
    Value::Map result;
    std::set<std::string> settled;  // given, or meant by a wrong key
    bool good = true;
    for (const Argument::Pair& pair : map) {
      const auto member = std::find_if(parameter.members.begin(), parameter.members.end(),
                                       [&](const Parameter& m) { return m.name == pair.key; });
      if (member == parameter.members.end()) {
        settled.insert(refuse_key(pair, parameter, name).value_or(""));
        good = false;
        continue;
      }
      settled.insert(pair.key);
      Parameter inherited = *member;
      if (is_secret(parameter)) inherited.flags |= ASSAY_PARAM_SECRET;
      auto value = convert(pair.value, inherited, member_name(name, pair.key));
      good = good && value;
      if (value) result.emplace_back(pair.key, *std::move(value));
    }
    good = add_missing_members(settled, mark, parameter, name, result) && good;
    if (!good) return std::nullopt;
    return Value{std::move(result)};
  }

  /// Returns the member that is suggested instead.
  std::optional<std::string> refuse_key(const Argument::Pair& pair, const Parameter& parameter,
                                        const std::string& name) {
    const auto known = names_of(parameter.members);
    return problems_.add_unknown(pair.mark,
                                 fmt::format("'{}' has no key {}", name, in_quotes(pair.key)),
                                 pair.key, known, fmt::format("; it has {}", one_of(known)));
  }

  /// Whether none of them must be given.
  bool add_missing_members(const std::set<std::string>& settled, Mark mark,
                           const Parameter& parameter, const std::string& name,
                           Value::Map& result) {
    bool good = true;
    for (const Parameter& member : parameter.members) {
      if (settled.contains(member.name)) continue;
      if (is_required(member)) {
        refuse(mark, fmt::format("'{}' needs the key '{}' ({}); add '{}: ...' to it", name,
                                 member.name, kinds_in_words(member.kinds), member.name));
        good = false;
      }
      result.emplace_back(member.name, default_of(member, repository_));
    }
    return good;
  }

  bool is_within_limits(const Argument& argument, const Value& value, const Parameter& parameter,
                        const std::string& name) {
    return is_in_range(argument, value, parameter, name) &&
           is_a_choice(argument, value, parameter, name);
  }

  bool is_a_choice(const Argument& argument, const Value& value, const Parameter& parameter,
                   const std::string& name) {
    const bool listed = std::any_of(parameter.choices.begin(), parameter.choices.end(),
                                    [&](const Value& choice) { return is_same(value, choice); });
    const bool is_null = std::holds_alternative<std::monostate>(value.content);
    if (parameter.choices.empty() || listed || is_null) return true;
    std::vector<std::string> choices;
    std::vector<std::string> names;
    for (const Value& choice : parameter.choices) {
      choices.push_back(in_words(choice));
      if (const auto* text = std::get_if<std::string>(&choice.content)) names.push_back(*text);
    }
    const auto* text = std::get_if<std::string>(&argument.value);
    problems_.add_unknown(
        argument.mark,
        fmt::format("'{}' must be {}{}", name, one_of(choices), not_what(argument, parameter)),
        text == nullptr ? "" : *text, names, "");
    return false;
  }

  bool is_in_range(const Argument& argument, const Value& value, const Parameter& parameter,
                   const std::string& name) {
    if (is_within_bounds(value, parameter)) return true;
    refuse(argument.mark, fmt::format("'{}' must be {}{}", name, range_in_words(parameter),
                                      not_what(argument, parameter)));
    return false;
  }

  const std::filesystem::path& repository_;
  Problems& problems_;
};

}  // namespace

Value convert_argument(const Argument& argument, const Parameter& parameter,
                       const std::filesystem::path& repository, Problems& problems) {
  return Converter(repository, problems)
      .convert(argument, parameter, parameter.name)
      .value_or(Value{});
}

Value default_of(const Parameter& parameter, const std::filesystem::path& repository) {
  return parameter.default_value ? with_absolute_paths(*parameter.default_value, repository)
                                 : Value{};
}

std::vector<std::string> names_of(const std::vector<Parameter>& parameters) {
  std::vector<std::string> names;
  names.reserve(parameters.size());
  for (const Parameter& parameter : parameters) names.push_back(parameter.name);
  return names;
}

}  // namespace assay::plugin
