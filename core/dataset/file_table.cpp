// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/file_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_name.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

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
