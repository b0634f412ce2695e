// SPDX-License-Identifier: Apache-2.0
// Names in the order of the numbers that stand for them: of a model's classes, or of a data set's
// categories.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/definition/variables.hpp"
#include "core/definition/yaml_tree.hpp"

namespace assay::definition {

/// How messages speak of names, and what they are read with.
struct NamesPlace {
  std::string key;                      // "classes"
  std::string one;                      // "class": its name is "a class name"
  std::string start;                    // "the model's repository": where paths start
  const std::filesystem::path& folder;  // the same; empty when it cannot be looked into
  const Scope& scope;
};

/// A list of names, or the path of a file with one a line. Reports what is wrong, and returns ""
/// for a name that is.
std::vector<std::string> read_names(const Node& node, const NamesPlace& place, Reading& reading);

/// The items of a list, none of them empty.
std::vector<std::string> read_name_list(const Node& list, const NamesPlace& place,
                                        Reading& reading);

}  // namespace assay::definition
