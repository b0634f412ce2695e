// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/file_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/base/letters.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_name.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

/// The column that other tools call so; "" where that is not known.
std::string_view meaning_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kMeanings{
      {{"file", "file"},
       {"filename", "file"},
       {"file_name", "file"},
       {"image", "file"},
       {"image_path", "file"},
       {"img", "file"},
       {"path", "file"},
       {"class", "class"},
       {"class_name", "class"},
       {"label", "class"},
       {"category", "class"},
       {"class_index", "class_index"},
       {"class_id", "class_index"},
       {"label_id", "class_index"}}};
  const auto* const known = std::find_if(kMeanings.begin(), kMeanings.end(),
                                         [&](const auto& pair) { return pair.first == name; });
  return known == kMeanings.end() ? "" : known->second;
}

/// Whether a row is one of a table with so many columns and names a file; says why not.
bool names_file(const CsvRow& row, std::size_t columns, std::size_t file, Problems& problems) {
  const std::string place = fmt::format("line {}", row.line);
  if (row.values.size() != columns) {
    problems.add(
        Rule::record_form, place,
        fmt::format("{} values, but the first line names {} columns", row.values.size(), columns));
    return false;
  }
  const std::string& name = row.values[file];
  const auto wrong = fault_in_file_name(name);
  if (wrong) problems.add(Rule::file_name, place, fmt::format("file '{}' {}", name, *wrong));
  return !wrong;
}

}  // namespace

std::optional<std::size_t> find_column(std::span<const std::string> names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

std::string header_advice(std::span<const std::string> names,
                          std::initializer_list<std::string_view> wanted) {
  if (names.size() == 1 && names.front().find(';') != std::string::npos) {
    return "; is it separated by ';'? Commas are wanted";
  }
  if (names.size() == 1 && names.front().find('\t') != std::string::npos) {
    return "; is it separated by tabs? Commas are wanted";
  }
  std::string advice;
  for (const std::string& name : names) {
    const std::string_view meant = meaning_of(fold_name(name));
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), meant) != wanted.end();
    if (!is_wanted || meant == name) continue;
    advice += fmt::format("; '{}': write '{}'", printable(name), meant);
  }
  return advice;
}

void refuse_repeated_columns(std::span<const std::string> names, const Source& file, int line) {
  std::set<std::string_view> seen;
  for (const std::string& name : names) {
    if (name.empty() || seen.insert(name).second) continue;
    throw FileFault(
        file, {line, 1},
        fmt::format("the first line names the column {} twice; keep one", printable(name)));
  }
}

void read_file_rows(const std::vector<CsvRow>& rows, std::size_t file, Problems& problems,
                    const std::function<bool(const CsvRow&)>& read) {
  std::set<std::string_view> files;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    if (!names_file(row, rows.front().values.size(), file, problems) || !read(row)) continue;
    if (files.insert(row.values[file]).second) continue;
    problems.add(Rule::duplicate_file, fmt::format("line {}", row.line),
                 fmt::format("file '{}' is there twice", row.values[file]));
  }
}

}  // namespace assay::dataset
