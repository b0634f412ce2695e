// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/csv.hpp"

#include <algorithm>
#include <string_view>

#include "core/base/lines.hpp"
#include "core/dataset/file_fault.hpp"

namespace assay::dataset {
namespace {

class CsvParser {
 public:
  explicit CsvParser(const Source& file) : file_(file), rest_(without_byte_order_mark(file.text)) {}

  std::vector<CsvRow> parse() {
    std::vector<CsvRow> rows;
    while (!rest_.empty()) {
      CsvRow row = parse_row();
      if (row.values.size() > 1 || !row.values.front().empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  CsvRow parse_row() {
    CsvRow row{line_, {}};
    for (;;) {
      row.values.push_back(parse_value());
      if (!take(',')) break;
    }
    take('\r');
    if (!rest_.empty() && !take('\n'))
      throw fault("a value must end at a comma or at the end of the line");
    ++line_;
    return row;
  }

  std::string parse_value() {
    if (take('"')) return parse_quoted();
    const std::size_t end = std::min(rest_.find_first_of(",\r\n\""), rest_.size());
    std::string value(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return value;
  }

  std::string parse_quoted() {
    std::string value;
    const int begin = line_;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"' && !take('"')) return value;
      if (c == '\n') ++line_;
      value += c;
    }
    line_ = begin;
    throw fault("this quote is not closed");
  }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  FileFault fault(const std::string& message) const { return {file_, {line_, 1}, message}; }

  const Source& file_;
  std::string_view rest_;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv(const Source& file) {
  return CsvParser(file).parse();
}

}  // namespace assay::dataset
