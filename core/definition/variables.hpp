// SPDX-License-Identifier: Apache-2.0
// Variables in parsed scalars: ${NAME} and $NAME from the environment, ${dotted.names} and
// ${datapoints} of the run. The rules are in parse.hpp.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/definition/line_index.hpp"
#include "core/definition/parse.hpp"
#include "core/definition/problems.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

/// What every part of reading a definition needs.
struct Reading {
  const Source& source;
  const LineIndex& lines;
  Problems& problems;
  Environment environment;  // not empty
  // What replacing variables may still make: repeated, they multiply.
  std::size_t nodes_left = kMostNodes;
  std::size_t text_left = kMostText;

  /// Takes from the budget, or throws all problems.
  void spend(std::size_t nodes, std::size_t text, Mark mark);
};

/// A part of a scalar.
struct Piece {
  enum class Kind { text, environment, runtime, malformed };
  Kind kind = Kind::text;
  std::string text;        // as it is, or the variable's name, or what is wrong
  std::size_t offset = 0;  // within the scalar
};
std::vector<Piece> split_variables(std::string_view scalar);

/// Whether there is a variable in it.
bool has_variables(const Node& scalar);

/// Place of byte `offset` of a scalar, or of the scalar when it is spelled with escapes.
Mark mark_inside(const Reading& reading, const Node& scalar, std::size_t offset);

/// The text of a runtime variable; reports and returns nullopt when it has none.
using Lookup = std::function<std::optional<std::string>(const std::string& name, Mark mark)>;

/// The scalar's text with its variables replaced; nullopt when something was reported.
std::optional<std::string> expand(const Node& scalar, const Lookup& lookup, Reading& reading);

/// Runtime variables that stand for text.
class Scope {
 public:
  void set(const std::string& name, std::string value);
  /// The variable's text, or nullptr.
  const std::string* find(const std::string& name) const;
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;  // in the order they were set
  std::unordered_map<std::string, std::string> values_;
};

/// A Lookup in `scope`, which must outlive it.
Lookup lookup_in(const Scope& scope, Reading& reading);

/// Reports a runtime variable that is not known, with the nearest of those that are.
void report_unknown_variable(const std::string& name, Mark mark,
                             const std::vector<std::string>& known, Reading& reading);

}  // namespace assay::definition
