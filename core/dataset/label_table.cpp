// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/label_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/dataset/class_indices.hpp"
#include "core/dataset/csv.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_table.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

constexpr const char* kRemedy = "mend the labels (file,class_index,wnid)";

/// Places of the columns in each row.
struct Columns {
  std::size_t file = 0;
  std::optional<std::size_t> index;
  std::optional<std::size_t> wnid;
};

struct Label {
  std::string file;
  std::int64_t index = 0;
  std::string wnid;
  int line = 0;
};

/// The header's names; tables that were not made for ImageNet have others for the same.
std::vector<std::string> column_names(const CsvRow& header) {
  std::vector<std::string> names = header.values;
  for (std::string& name : names) {
    if (name == "index") name = "class_index";
    if (name == "class") name = "wnid";
  }
  return names;
}

Columns read_header(const std::vector<CsvRow>& rows, const Source& file) {
  if (rows.empty()) throw FileFault(file.name, "the file is empty");
  const int line = rows.front().line;
  const std::vector<std::string> names = column_names(rows.front());
  refuse_repeated_columns(names, file, line);
  const auto file_column = find_column(names, "file");
  const Columns columns{file_column.value_or(0), find_column(names, "class_index"),
                        find_column(names, "wnid")};
  if (!file_column || (!columns.index && !columns.wnid)) {
    throw FileFault(file, {line, 1},
                    "the first line must name the columns: file, and class_index or wnid "
                    "(class) or both" +
                        header_advice(rows.front().values, {"file", "class", "class_index"}));
  }
  return columns;
}

std::optional<std::int64_t> parse_index(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// Where all classes are numbers, their column holds indices and not names: sorted as text, the
/// class 10 would come before the class 2. Numbers that are no indices are then faults.
void take_numbers_for_indices(const std::vector<CsvRow>& rows, Columns& columns) {
  if (columns.index) return;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& values = rows[i].values;
    if (values.size() <= *columns.wnid || !looks_like_number(values[*columns.wnid])) return;
  }
  columns.index = std::exchange(columns.wnid, std::nullopt);
}

/// Names of the table's own leave nothing for `categories` to name.
void refuse_names_twice(const Columns& columns, const definition::CategoryNames& names,
                        const Source& file, int line) {
  if (!columns.wnid || names.names.empty()) return;
  throw FileFault(file, {line, 1},
                  "the classes have their names from the column wnid (or class); drop it, or "
                  "'categories' in the definition");
}

/// Says in `problems` what is wrong with the row's class, if anything.
std::optional<Label> read_label(const CsvRow& row, const Columns& columns,
                                const definition::CategoryNames& names, Problems& problems) {
  const auto fault = [&](const std::string& what, Rule rule = Rule::record_form) {
    problems.add(rule, fmt::format("line {}", row.line), what);
    return std::nullopt;
  };
  Label label{row.values[columns.file], 0, {}, row.line};
  if (columns.wnid) label.wnid = row.values[*columns.wnid];
  if (columns.wnid && label.wnid.empty()) return fault("wnid is empty");
  if (columns.index) {
    const auto index = parse_index(row.values[*columns.index]);
    if (!index) {
      return fault(
          fmt::format("class index '{}' is not a whole number from 0", row.values[*columns.index]));
    }
    label.index = *index;
  }
  if (const auto unknown = fault_in_class_index(label.index, names)) {
    return fault(*unknown, Rule::unknown_category);
  }
  return label;
}

std::vector<Label> read_labels(const std::vector<CsvRow>& rows, const Columns& columns,
                               const definition::CategoryNames& names, Problems& problems) {
  std::vector<Label> labels;
  read_file_rows(rows, columns.file, problems, [&](const CsvRow& row) {
    auto label = read_label(row, columns, names, problems);
    if (label) labels.push_back(*std::move(label));
    return label.has_value();
  });
  if (rows.size() == 1) problems.add(Rule::file_format, "", "there are no labels in it");
  return labels;
}

/// Gives labels without indices the position of their wnid among all.
void number_by_wnid(std::vector<Label>& labels) {
  std::map<std::string, std::int64_t> position;
  for (const Label& label : labels) position[label.wnid] = 0;
  std::int64_t next = 0;
  for (auto& [wnid, index] : position) index = next++;
  for (Label& label : labels) label.index = position[label.wnid];
}

/// By index. A class without a wnid is called by its index.
std::vector<Category> collect_categories(const std::vector<Label>& labels, Problems& problems) {
  std::map<std::int64_t, std::string> name_of;
  std::map<std::string, std::int64_t> index_of;
  for (const Label& label : labels) {
    const std::string name = label.wnid.empty() ? std::to_string(label.index) : label.wnid;
    const auto [named, is_new] = name_of.emplace(label.index, name);
    if (!is_new && named->second != name) {
      problems.add(
          Rule::class_conflict, fmt::format("line {}", label.line),
          fmt::format("class index {} is both {} and {}", label.index, named->second, name));
    }
    const auto [numbered, is_new_name] = index_of.emplace(name, label.index);
    if (!is_new_name && numbered->second != label.index) {
      problems.add(
          Rule::class_conflict, fmt::format("line {}", label.line),
          fmt::format("class {} has both index {} and {}", name, numbered->second, label.index));
    }
  }
  std::vector<Category> categories;
  categories.reserve(name_of.size());
  for (const auto& [index, name] : name_of) categories.push_back({index, name});
  return categories;
}

}  // namespace

Dataset load_label_table(const definition::Dataset& spec, Reading& reading) {
  const Source file{spec.annotations.string(), read_file(spec.annotations)};
  const std::vector<CsvRow> rows = parse_csv(file);
  Columns columns = read_header(rows, file);
  take_numbers_for_indices(rows, columns);
  refuse_names_twice(columns, spec.categories, file, rows.front().line);
  Problems problems = reading.problems();
  std::vector<Label> labels = read_labels(rows, columns, spec.categories, problems);
  if (!columns.index) number_by_wnid(labels);
  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = sha256(file.text);
  dataset.categories = spec.categories.names.empty() ? collect_categories(labels, problems)
                                                     : named_categories(spec.categories);
  reading.settle(problems, file.name, kRemedy);
  if (!columns.index) {
    if (auto warning = warning_of_text_order(dataset.categories)) {
      dataset.warnings.push_back(*std::move(warning));
    }
  }

  std::sort(labels.begin(), labels.end(),
            [](const Label& a, const Label& b) { return a.file < b.file; });
  if (spec.num_datapoints && *spec.num_datapoints < labels.size()) {
    labels.resize(*spec.num_datapoints);
  }
  ClassTruth truth;
  truth.ids_are_class_indices = columns.index.has_value();
  for (const Label& label : labels) {
    dataset.datapoints.push_back({datapoint_id(label.file),
                                  static_cast<std::int64_t>(dataset.datapoints.size()),
                                  image_path(spec.images, label.file)});
    reading.note_datapoint(fmt::format("line {}", label.line));
    truth.classes.push_back(position_of(label.index, dataset.categories));
  }
  dataset.truth = std::move(truth);
  return dataset;
}

}  // namespace assay::dataset
