// SPDX-License-Identifier: Apache-2.0
#include "core/definition/read_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/file.hpp"
#include "core/base/lines.hpp"
#include "core/definition/encoding.hpp"
#include "core/definition/sections.hpp"
#include "core/definition/values.hpp"

namespace assay::definition {
namespace {

constexpr std::uint64_t kLargestNameFile = 1 << 20;  // bytes

/// The text's lines, without empty ones behind the last name.
std::vector<std::string> names_of(std::string_view text) {
  std::vector<std::string> names = lines_of(text);
  while (!names.empty() && names.back().empty()) names.pop_back();
  return names;
}

/// What is wrong with a file's names, "" when nothing is.
std::string problem_of(const std::string& text, const std::vector<std::string>& names) {
  if (find_invalid_utf8(text) || text.find('\0') != std::string::npos) return "is not UTF-8 text";
  if (names.empty()) return "has no names";
  const auto empty = std::find(names.begin(), names.end(), "");
  if (empty == names.end()) return "";
  return fmt::format("has an empty line {}, which would shift the names behind it; give it a name",
                     empty - names.begin() + 1);
}

std::vector<std::string> read_name_file(const std::filesystem::path& file, Mark mark,
                                        const NamesPlace& place, Reading& reading) {
  std::string text;
  try {
    text = read_file(file, kLargestNameFile);
  } catch (const Error& error) {
    reading.problems.add(mark, fmt::format("{} names: {}; correct the path (it starts at {})",
                                           place.one, error.message(), place.start));
    return {};
  }
  reading.spend(0, without_byte_order_mark(text).size(), mark);
  auto names = names_of(text);
  const std::string problem = problem_of(text, names);
  if (problem.empty()) return names;
  reading.problems.add(mark, fmt::format("{} names: {} {}", place.one, file.string(), problem));
  return {};
}

}  // namespace

std::vector<std::string> read_name_list(const Node& list, const NamesPlace& place,
                                        Reading& reading) {
  std::vector<std::string> names;
  const Lookup lookup = lookup_in(place.scope, reading);
  const std::string label = fmt::format("a {} name", place.one);
  for (const NodePtr& item : list.items) {
    auto name = read_text(*item, label, lookup, reading);
    if (name && name->empty()) reading.problems.add(item->mark, label + " must not be empty");
    names.push_back(std::move(name).value_or(""));
  }
  if (names.empty()) {
    reading.problems.add(list.mark,
                         fmt::format("'{}' has no names; add them or drop it", place.key));
  }
  return names;
}

std::vector<std::string> read_names(const Node& node, const NamesPlace& place, Reading& reading) {
  if (node.kind == Node::Kind::list) return read_name_list(node, place, reading);
  const bool number = node.kind == Node::Kind::scalar && !node.quoted && !has_variables(node) &&
                      !std::holds_alternative<std::string>(type_plain(node.text).value);
  if (node.kind != Node::Kind::scalar || number) {
    reading.problems.add(node.mark, fmt::format("{} names must be a list or the path of a file "
                                                "with one name a line, got {}",
                                                place.one, describe(node)));
    return {};
  }
  const std::string label = fmt::format("'{}'", place.key);
  const auto path = read_text(node, label, lookup_in(place.scope, reading), reading);
  if (!path || !require_local(*path, label, node.mark, reading)) return {};
  if (path->empty()) reading.problems.add(node.mark, label + " must not be empty");
  if (path->empty() || place.folder.empty()) return {};
  return read_name_file(resolve(place.folder, *path), node.mark, place, reading);
}

}  // namespace assay::definition
