// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/load_regression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/digest.hpp"
#include "core/base/file.hpp"
#include "core/dataset/csv.hpp"
#include "core/dataset/datapoint_id.hpp"
#include "core/dataset/file_fault.hpp"
#include "core/dataset/file_table.hpp"

namespace assay::dataset {
namespace {

using lint::Rule;

/// Places of the columns in each row.
struct Columns {
  std::size_t file = 0;
  std::vector<std::size_t> numbers;
  std::vector<std::string> names;  // of the numbers
};

[[noreturn]] void refuse_header(const Source& file, const CsvRow& header, const std::string& why) {
  throw FileFault(file, {header.line, 1}, why);
}

void check_header(const CsvRow& header, const Source& file) {
  const auto& names = header.values;
  const auto unnamed = std::find(names.begin(), names.end(), "");
  refuse_repeated_columns({names.begin(), unnamed}, file, header.line);
  if (unnamed == names.end()) return;
  refuse_header(file, header, "a column has no name; the first line names all");
}

Columns read_header(const std::vector<CsvRow>& rows, const definition::CategoryNames& wanted,
                    const Source& file) {
  if (rows.empty()) throw FileFault(file.name, "the file is empty");
  const CsvRow& header = rows.front();
  check_header(header, file);
  const auto file_column = find_column(header.values, "file");
  if (!file_column || header.values.size() < 2) {
    refuse_header(file, header,
                  "the first line must name the columns: file, and one for each number" +
                      header_advice(header.values, {"file"}));
  }
  Columns columns{*file_column, {}, wanted.names};
  if (columns.names.empty()) {
    columns.names = header.values;
    columns.names.erase(columns.names.begin() + static_cast<std::ptrdiff_t>(columns.file));
  }
  for (const std::string& name : columns.names) {
    const auto column = find_column(header.values, name);
    if (!column) {
      refuse_header(file, header,
                    fmt::format("there is no column '{}', which 'categories' of the "
                                "data set names",
                                printable(name)));
    }
    columns.numbers.push_back(*column);
  }
  return columns;
}

std::optional<double> finite_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

struct Row {
  int line = 0;
  std::string file;
  std::vector<double> numbers;
};

/// Says in `problems` what is wrong with the row's numbers, if anything.
std::optional<Row> read_row(const CsvRow& row, const Columns& columns, Problems& problems) {
  Row result{row.line, row.values[columns.file], {}};
  for (std::size_t i = 0; i < columns.numbers.size(); ++i) {
    const std::string& text = row.values[columns.numbers[i]];
    const auto number = finite_number(text);
    if (!number) {
      problems.add(Rule::non_finite_number, fmt::format("line {}", row.line),
                   fmt::format("{} '{}' is not a finite number", columns.names[i], text));
      return std::nullopt;
    }
    result.numbers.push_back(*number);
  }
  return result;
}

std::vector<Row> read_rows(const std::vector<CsvRow>& rows, const Columns& columns,
                           Problems& problems) {
  std::vector<Row> result;
  read_file_rows(rows, columns.file, problems, [&](const CsvRow& row) {
    auto read = read_row(row, columns, problems);
    if (read) result.push_back(*std::move(read));
    return read.has_value();
  });
  if (rows.size() == 1) problems.add(Rule::file_format, "", "there are no rows in it");
  return result;
}

}  // namespace

Dataset load_regression(const definition::Dataset& spec, Reading& reading) {
  const Source file{spec.annotations.string(), read_file(spec.annotations)};
  const std::vector<CsvRow> parsed = parse_csv(file);
  const Columns columns = read_header(parsed, spec.categories, file);
  Problems problems = reading.problems();
  std::vector<Row> rows = read_rows(parsed, columns, problems);
  reading.settle(problems, file.name, "mend the table (file, and a number in each column)");
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.file < b.file; });
  rows.resize(std::min(rows.size(), spec.num_datapoints.value_or(rows.size())));

  Dataset dataset;
  dataset.name = spec.name;
  dataset.digest = sha256(file.text);
  RegressionTruth truth{columns.names, {}};
  for (const Row& row : rows) {
    dataset.datapoints.push_back({datapoint_id(row.file),
                                  static_cast<std::int64_t>(dataset.datapoints.size()),
                                  image_path(spec.images, row.file)});
    reading.note_datapoint(fmt::format("line {}", row.line));
    truth.values.insert(truth.values.end(), row.numbers.begin(), row.numbers.end());
  }
  dataset.truth = std::move(truth);
  return dataset;
}

}  // namespace assay::dataset
