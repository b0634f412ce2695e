// SPDX-License-Identifier: Apache-2.0
#include "core/definition/fields.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.hpp"

namespace assay::definition {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// "COCO, VOC or YOLO": the values of the condition's key that do not refuse `key`.
std::vector<std::string> values_with(const Section& section, const Condition& condition,
                                     const std::string& key) {
  std::vector<std::string> values;
  for (const Condition& other : section.conditions) {
    if (other.key == condition.key && !contains(other.refused, key)) values.push_back(other.value);
  }
  return values;
}

/// How what stands in the place of a list becomes one; "" where that is not known.
std::string how_to_list(const Node& value, const Shape& list) {
  if (value.kind == Node::Kind::map) return "; start each item with '- '";
  const bool takes_one = list.kind == Shape::Kind::list && list.range.high > 2;
  const bool of_text = takes_one && list.of.front().kind != Shape::Kind::record;
  return of_text && value.kind == Node::Kind::scalar ? fmt::format("; write [{}]", value.text) : "";
}

std::string keys_in_words(const Shape& shape) {
  if (shape.kind != Shape::Kind::record) return "";
  return fmt::format("; its keys are {}", one_of(shape.section->key_names()));
}

}  // namespace

Fields::Fields(const Node& node, const Section& section, Reading& reading, const Scope& scope,
               std::string what)
    : node_(node),
      section_(section),
      what_(what.empty() ? section.what : std::move(what)),
      reading_(reading),
      lookup_(lookup_in(scope, reading)) {
  if (!is_map()) {
    const std::string word = node.text.substr(0, node.text.find(':'));
    const bool no_space = word != node.text && contains(section_.key_names(), word);
    reading.problems.add(node.mark, fmt::format("{} must be a map, got {}{}", what_, describe(node),
                                                no_space ? "; put a space behind ':'" : ""));
    return;
  }
  check_keys();
  check_required();
  check_conditions();
  check_ignored();
}

void Fields::check_keys() {
  const std::vector<std::string> known = section_.key_names();
  for (const Node::Entry& entry : node_.entries) {
    if (contains(known, entry.key)) continue;
    ++unknown_;
    const std::string otherwise = entry.key == "<<"
                                      ? "; merging maps is not supported, so repeat the keys"
                                      : fmt::format("; it can have {}", one_of(known));
    const auto near = reading_.problems.add_unknown(
        entry.mark, fmt::format("unknown key {} in {}", in_quotes(entry.key), what_), entry.key,
        known, otherwise);
    if (near) suggested_.push_back(*near);
  }
}

void Fields::check_required() const {
  for (const Key& key : section_.keys) {
    if (key.use != Key::Use::required) continue;
    const bool may_be_null = key.shapes.front().kind == Shape::Kind::any;
    const Node* value = node_.find(key.name);
    if (value == nullptr) {
      report_missing(key.name, may_be_null ? fmt::format("; add '{}: ...' to it", key.name) : "");
    } else if (value->kind == Node::Kind::null && !may_be_null) {
      reading_.problems.add(value->mark, fmt::format("{} has no value", label(key.name)));
    }
  }
}

void Fields::check_conditions() const {
  for (const Condition& condition : section_.conditions) {
    const Node* chosen = find(condition.key);
    if (chosen == nullptr || chosen->kind != Node::Kind::scalar) continue;
    if (expand(*chosen, lookup_, reading_) != condition.value) continue;
    const std::string reason = fmt::format("{} {}", condition.key, condition.value);
    for (const std::string& key : condition.required) {
      if (find(key) == nullptr) report_missing(key, fmt::format("; {} needs it", reason));
    }
    for (const std::string& key : condition.refused) {
      if (find(key) == nullptr) continue;
      reading_.problems.add(
          mark(key), fmt::format("{} says nothing to {}; remove it (it is for {})", label(key),
                                 reason, one_of(values_with(section_, condition, key))));
    }
  }
}

void Fields::check_ignored() const {
  for (const Key& key : section_.keys) {
    const Node* value = key.use == Key::Use::ignored ? find(key.name) : nullptr;
    if (value == nullptr) continue;
    switch (key.shapes.front().kind) {
      case Shape::Kind::text:
        (void)text(key.name);
        break;
      case Shape::Kind::boolean:
        (void)boolean(key.name);
        break;
      case Shape::Kind::integer:
        (void)integer(key.name);
        break;
      case Shape::Kind::choice:
        (void)choice(key.name);
        break;
      default:
        ASSAY_CHECK(key.shapes.front().kind == Shape::Kind::any);
    }
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

bool Fields::is_misspelled(std::string_view key) const {
  return contains(suggested_, key) || node_.find("<<") != nullptr;
}

void Fields::report_missing(std::string_view key, std::string_view why) const {
  if (is_misspelled(key)) return;
  reading_.problems.add(node_.mark, fmt::format("'{}' is missing in {}{}", key, what_, why));
}

const Node* Fields::of_kind(std::string_view key, Node::Kind kind) const {
  const Node* value = find(key);
  if (value == nullptr || value->kind == kind) return value;
  const Shape& shape = section_.key(key).shapes.back();
  reading_.problems.add(
      value->mark,
      fmt::format("{} must be {}, got {}{}", label(key),
                  kind == Node::Kind::list ? "a list" : "a map", describe(*value),
                  kind == Node::Kind::list ? how_to_list(*value, shape) : keys_in_words(shape)));
  return nullptr;
}

const Shape& Fields::shape_of(std::string_view key,
                              std::initializer_list<Shape::Kind> kinds) const {
  const Shape& shape = section_.key(key).shapes.front();
  ASSAY_CHECK(std::find(kinds.begin(), kinds.end(), shape.kind) != kinds.end());
  return shape;
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const Shape& shape = shape_of(key, {Shape::Kind::text, Shape::Kind::name, Shape::Kind::path});
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  auto result = read_text(*value, label(key), lookup_, reading_);
  if (!result || shape.kind == Shape::Kind::text) return result;
  if (result->empty()) {
    reading_.problems.add(value->mark, fmt::format("{} must not be empty", label(key)));
    return std::nullopt;
  }
  const bool lines = result->find_first_of("\n\t") != std::string::npos;
  if (lines && shape.kind == Shape::Kind::name) {
    reading_.problems.add(value->mark, fmt::format("{} must be one line without tabs", label(key)));
    return std::nullopt;
  }
  return result;
}

std::optional<std::int64_t> Fields::integer(std::string_view key) const {
  const Shape& shape = shape_of(key, {Shape::Kind::integer});
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_integer(*value, label(key), shape.range, lookup_, reading_);
}

std::optional<double> Fields::number(std::string_view key) const {
  (void)shape_of(key, {Shape::Kind::number});
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_number(*value, label(key), lookup_, reading_);
}

std::optional<bool> Fields::boolean(std::string_view key) const {
  (void)shape_of(key, {Shape::Kind::boolean});
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_boolean(*value, label(key), lookup_, reading_);
}

std::optional<std::size_t> Fields::choice(std::string_view key) const {
  const Shape& shape = shape_of(key, {Shape::Kind::choice});
  const Node* value = find(key);
  if (value == nullptr) return std::nullopt;
  return read_choice(*value, label(key), shape.words, lookup_, reading_);
}

std::string Fields::label(std::string_view key) const {
  return fmt::format("'{}' of {}", key, what_);
}

std::string called(const std::string& kind, const Node& node, const std::string& otherwise) {
  const Node* name = node.kind == Node::Kind::map ? node.find("name") : nullptr;
  if (name == nullptr || name->kind != Node::Kind::scalar || name->text.empty()) return otherwise;
  return fmt::format("{} {}", kind, in_quotes(name->text));
}

bool UniqueNames::add(const std::string& name, Mark mark, Reading& reading) {
  if (name.empty()) return true;
  const auto [first, added] = seen_.emplace(name, mark);
  if (added) return true;
  reading.problems.add(mark, fmt::format("two {} are named {}, the first in line {}; rename or "
                                         "remove one",
                                         what_, in_quotes(name), first->second.line));
  return false;
}

}  // namespace assay::definition
