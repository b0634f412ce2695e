// SPDX-License-Identifier: Apache-2.0
#include "core/definition/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace assay::definition {

Fields::Fields(const Node& node, std::string what, std::initializer_list<const char*> keys,
               Reading& reading, const Scope& scope)
    : node_(node), what_(std::move(what)), reading_(reading), lookup_(lookup_in(scope, reading)) {
  if (node.kind != Node::Kind::map) {
    reading.problems.add(node.mark, fmt::format("{} must be a map, got {}", what_, describe(node)));
    return;
  }
  const std::vector<std::string> known(keys.begin(), keys.end());
  for (const Node::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    const std::string otherwise = entry.key == "<<"
                                      ? "; merging maps is not supported, so repeat the keys"
                                      : fmt::format("; it can have {}", one_of(known));
    const auto near = reading.problems.add_unknown(
        entry.mark, fmt::format("unknown key {} in {}", in_quotes(entry.key), what_), entry.key,
        known, otherwise);
    if (near) suggested_.push_back(*near);
  }
}

Mark Fields::mark(std::string_view key) const {
  const Node* value = find(key);
  return value != nullptr ? value->mark : node_.mark;
}

const Node* Fields::find(std::string_view key) const {
  const Node* value = node_.find(key);
  return value == nullptr || value->kind == Node::Kind::null ? nullptr : value;
}

const Node* Fields::require(std::string_view key) const {
  if (node_.kind != Node::Kind::map) return nullptr;  // reported already
  const Node* value = node_.find(key);
  if (value == nullptr) {
    if (!is_misspelled(key)) {
      reading_.problems.add(node_.mark, fmt::format("'{}' is missing in {}", key, what_));
    }
    return nullptr;
  }
  if (value->kind != Node::Kind::null) return value;
  reading_.problems.add(value->mark, fmt::format("{} has no value", label(key)));
  return nullptr;
}

bool Fields::is_misspelled(std::string_view key) const {
  return std::find(suggested_.begin(), suggested_.end(), key) != suggested_.end();
}

const Node* Fields::of_kind(std::string_view key, Node::Kind kind) const {
  const Node* value = find(key);
  if (value == nullptr || value->kind == kind) return value;
  reading_.problems.add(
      value->mark, fmt::format("{} must be {}, got {}", label(key),
                               kind == Node::Kind::list ? "a list" : "a map", describe(*value)));
  return nullptr;
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_text(*value, label(key), lookup_, reading_);
}

std::optional<std::string> Fields::required_text(std::string_view key) const {
  const Node* value = require(key);
  if (value == nullptr) return std::nullopt;
  auto result = read_text(*value, label(key), lookup_, reading_);
  if (!result || !result->empty()) return result;
  reading_.problems.add(value->mark, fmt::format("{} must not be empty", label(key)));
  return std::nullopt;
}

std::optional<std::string> Fields::required_name(std::string_view key) const {
  auto result = required_text(key);
  if (!result || result->find_first_of("\n\t") == std::string::npos) return result;
  reading_.problems.add(mark(key), fmt::format("{} must not have control characters", label(key)));
  return std::nullopt;
}

std::optional<std::int64_t> Fields::integer(std::string_view key, IntegerRange range) const {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_integer(*value, label(key), range, lookup_, reading_);
}

std::optional<double> Fields::number(std::string_view key) const {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_number(*value, label(key), lookup_, reading_);
}

std::optional<bool> Fields::boolean(std::string_view key) const {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_boolean(*value, label(key), lookup_, reading_);
}

std::optional<std::size_t> Fields::choice(std::string_view key,
                                          const std::vector<std::string>& names) const {
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_choice(*value, label(key), names, lookup_, reading_);
}

std::string Fields::label(std::string_view key) const {
  return fmt::format("'{}' of {}", key, what_);
}

void UniqueNames::add(const std::string& name, Mark mark, Reading& reading) {
  const auto [first, added] = seen_.emplace(name, mark);
  if (added) return;
  reading.problems.add(mark, fmt::format("two {} are named {}, the first in line {}; rename or "
                                         "remove one",
                                         what_, in_quotes(name), first->second.line));
}

}  // namespace assay::definition
