// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/built_in.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "core/definition/parse.hpp"

namespace assay::stress {

const BuiltInDomain* find_built_in(std::string_view name) {
  const auto all = built_in_domains();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const BuiltInDomain& domain) { return domain.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string file_text(const BuiltInDomain& domain) {
  std::istringstream lines{std::string(domain.text)};
  std::string text = "domain:\n";
  for (std::string line; std::getline(lines, line);) {
    text += line.empty() ? "\n" : "  " + line + "\n";
  }
  return text;
}

definition::Domain parse_built_in(const BuiltInDomain& domain) {
  // As the only item of a definition that has nothing else.
  std::istringstream lines{std::string(domain.text)};
  std::string text = "project: {name: built-in}\ndomains:\n  -\n";
  for (std::string line; std::getline(lines, line);) text += "    " + line + "\n";
  const std::string name = "built-in domain " + std::string(domain.name);
  return definition::parse(name, std::move(text), "/").domains.at(0);
}

}  // namespace assay::stress
