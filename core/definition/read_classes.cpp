// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/definition/fields.hpp"
#include "core/definition/read_names.hpp"
#include "core/definition/sections.hpp"

namespace assay::definition {
namespace {

/// The class that a key of `remap` means. Keys are text for YAML, so numbers are known by their
/// looks.
std::variant<std::int64_t, std::string> class_of(const std::string& key) {
  const TypedScalar typed = type_plain(key);
  const auto* index = std::get_if<std::int64_t>(&typed.value);
  if (index != nullptr && typed.problem.empty()) return *index;
  return key;
}

/// Reports a class that the model does not have, as far as its names tell.
void check_class(const Node::Entry& entry, const Remap& remap, const Classes& classes,
                 Reading& reading) {
  if (classes.names.empty()) return;
  if (const auto* name = std::get_if<std::string>(&remap.from)) {
    const auto& names = classes.names;
    if (std::find(names.begin(), names.end(), *name) != names.end()) return;
    reading.problems.add_unknown(
        entry.mark, fmt::format("'remap' of classes: no class is named {}", in_quotes(*name)),
        *name, names, "; write the model's name for it, or its index");
    return;
  }
  const std::int64_t index = std::get<std::int64_t>(remap.from);
  const std::int64_t last = classes.offset + static_cast<std::int64_t>(classes.names.size()) - 1;
  if (index >= classes.offset && index <= last) return;
  reading.problems.add(entry.mark,
                       fmt::format("'remap' of classes: there is no class {}; 'names' and "
                                   "'offset' make {} to {}",
                                   index, classes.offset, last));
}

void read_remap(const Fields& fields, const Scope& scope, Classes& classes, Reading& reading) {
  const Node* map = fields.map("remap");
  if (map == nullptr) return;
  std::set<std::variant<std::int64_t, std::string>> seen;
  for (const Node::Entry& entry : map->entries) {
    Remap remap{class_of(entry.key), std::nullopt, entry.mark};
    const std::string label = fmt::format("'remap' of classes for {}", in_quotes(entry.key));
    if (entry.value->kind != Node::Kind::null) {
      remap.to = read_text(*entry.value, label, lookup_in(scope, reading), reading);
      if (remap.to && remap.to->empty()) {
        reading.problems.add(entry.value->mark, label + " must not be empty; null is no category");
      }
    }
    if (!seen.insert(remap.from).second) {
      reading.problems.add(entry.mark, label + " stands here for the second time; keep one");
    }
    check_class(entry, remap, classes, reading);
    classes.remap.push_back(std::move(remap));
  }
  if (map->entries.empty()) {
    reading.problems.add(map->mark, "'remap' of classes has no entries; add them or drop it");
  }
}

}  // namespace

Classes read_classes(const Node& node, const std::filesystem::path& repository, const Scope& scope,
                     Reading& reading) {
  const NamesPlace place{"classes", "class", "the model's repository", repository, scope};
  Classes classes;
  classes.mark = node.mark;
  if (node.kind != Node::Kind::map) {
    classes.names = read_names(node, place, reading);
    return classes;
  }
  const Fields fields(node, schema::classes(), reading, scope);
  if (const Node* names = fields.find("names")) classes.names = read_names(*names, place, reading);
  classes.offset = fields.integer("offset").value_or(0);
  classes.match = static_cast<ClassMatch>(fields.choice("match").value_or(0));
  read_remap(fields, scope, classes, reading);
  const bool says_something =
      fields.find("names") || fields.find("offset") || fields.find("match") || fields.find("remap");
  if (!says_something) {
    reading.problems.add(node.mark, "classes needs 'names', 'offset', 'match' or 'remap'");
  }
  return classes;
}

}  // namespace assay::definition
