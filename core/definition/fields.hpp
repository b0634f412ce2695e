// SPDX-License-Identifier: Apache-2.0
// The keys of one map, read by name and by the table of their section. Whatever does not fit is
// reported and read as absent; a key without a value counts as absent too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/definition/schema.hpp"
#include "core/definition/values.hpp"

namespace assay::definition {

class Fields {
 public:
  /// Reports a node that is not a map, keys that the section does not have, required ones that are
  /// absent, those that another key's value refuses, and ignored ones that do not fit. `what` is
  /// how messages call it in place of the section's own word. All but `what` must outlive this.
  Fields(const Node& node, const Section& section, Reading& reading, const Scope& scope,
         std::string what = "");

  bool is_map() const { return node_.kind == Node::Kind::map; }
  Mark mark() const { return node_.mark; }
  /// Of the key's value; of the map when it is absent.
  Mark mark(std::string_view key) const;

  /// The value, or nullptr when it is absent.
  const Node* find(std::string_view key) const;
  /// Whether a misspelled key was taken for this one, or it may lie in a map that was to be merged.
  bool is_misspelled(std::string_view key) const;
  bool has_unknown_keys() const { return unknown_ > 0; }
  /// Reports that the key is absent, unless a misspelled one was taken for it. `why`: "; ..." or
  /// "".
  void report_missing(std::string_view key, std::string_view why = "") const;
  /// The value when it is a list (map); another kind is reported.
  const Node* list(std::string_view key) const { return of_kind(key, Node::Kind::list); }
  const Node* map(std::string_view key) const { return of_kind(key, Node::Kind::map); }

  // Each by the key's table, and nullopt where it is absent or does not fit.
  /// Names and paths are not empty, and names of one line, since lists and messages have them in
  /// theirs.
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;
  std::optional<bool> boolean(std::string_view key) const;
  /// Index into the key's words.
  std::optional<std::size_t> choice(std::string_view key) const;

  /// "'key' of a data set".
  std::string label(std::string_view key) const;

 private:
  const Node* of_kind(std::string_view key, Node::Kind kind) const;
  /// The key's first shape, which must be of one of these kinds.
  const Shape& shape_of(std::string_view key, std::initializer_list<Shape::Kind> kinds) const;
  void check_keys();
  void check_required() const;
  void check_conditions() const;
  void check_ignored() const;

  const Node& node_;
  const Section& section_;
  std::string what_;
  Reading& reading_;
  Lookup lookup_;
  std::size_t unknown_ = 0;             // keys
  std::vector<std::string> suggested_;  // for unknown keys
};

/// "the axis 'x'" where the node's `name` can be seen, else `otherwise`: what messages call it.
std::string called(const std::string& kind, const Node& node, const std::string& otherwise);

/// Reports names that occur twice.
class UniqueNames {
 public:
  /// `what` is the plural, such as "data sets".
  explicit UniqueNames(std::string what) : what_(std::move(what)) {}
  /// False when it was there before; "" is passed over.
  bool add(const std::string& name, Mark mark, Reading& reading);

 private:
  std::string what_;
  std::unordered_map<std::string, Mark> seen_;
};

}  // namespace assay::definition
