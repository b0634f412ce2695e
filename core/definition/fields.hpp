// SPDX-License-Identifier: Apache-2.0
// The keys of one map, read by name. Whatever does not fit is reported and read as absent; a key
// without a value counts as absent too.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/definition/values.hpp"

namespace assay::definition {

class Fields {
 public:
  /// Reports a node that is not a map, and keys outside `keys`. `what` is how messages call it,
  /// such as "a data set". All arguments but `what` and `keys` must outlive this.
  Fields(const Node& node, std::string what, std::initializer_list<const char*> keys,
         Reading& reading, const Scope& scope);

  Mark mark() const { return node_.mark; }
  /// Of the key's value; of the map when it is absent.
  Mark mark(std::string_view key) const;

  /// The value, or nullptr when it is absent.
  const Node* find(std::string_view key) const;
  /// The same; absence is reported, unless a misspelled key was taken for this one.
  const Node* require(std::string_view key) const;
  /// Whether a misspelled key was taken for this one.
  bool is_misspelled(std::string_view key) const;
  /// The value when it is a list (map); another kind is reported.
  const Node* list(std::string_view key) const { return of_kind(key, Node::Kind::list); }
  const Node* map(std::string_view key) const { return of_kind(key, Node::Kind::map); }

  std::optional<std::string> text(std::string_view key) const;
  /// Absence is reported, and so is "".
  std::optional<std::string> required_text(std::string_view key) const;
  /// The same; it must be one line, since lists and messages have it in theirs.
  std::optional<std::string> required_name(std::string_view key) const;
  std::optional<std::int64_t> integer(std::string_view key, IntegerRange range) const;
  std::optional<double> number(std::string_view key) const;
  std::optional<bool> boolean(std::string_view key) const;
  /// Index into `names`.
  std::optional<std::size_t> choice(std::string_view key,
                                    const std::vector<std::string>& names) const;
  /// "'key' of a data set".
  std::string label(std::string_view key) const;

 private:
  const Node* of_kind(std::string_view key, Node::Kind kind) const;

  const Node& node_;
  std::string what_;
  Reading& reading_;
  Lookup lookup_;
  std::vector<std::string> suggested_;  // for unknown keys
};

/// Reports names that occur twice.
class UniqueNames {
 public:
  /// `what` is the plural, such as "data sets".
  explicit UniqueNames(std::string what) : what_(std::move(what)) {}
  void add(const std::string& name, Mark mark, Reading& reading);

 private:
  std::string what_;
  std::unordered_map<std::string, Mark> seen_;
};

}  // namespace assay::definition
