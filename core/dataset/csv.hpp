// SPDX-License-Identifier: Apache-2.0
// Comma-separated values (RFC 4180): quotes, doubled quotes in them, LF or CRLF, a byte order mark.
#pragma once

#include <string>
#include <vector>

#include "core/base/source.hpp"

namespace assay::dataset {

struct CsvRow {
  int line = 0;  // from 1, where the row begins
  std::vector<std::string> values;
};

/// All rows that are not empty, the header among them. Throws Error{dataset} for a quote that is
/// not closed or stands within a value.
std::vector<CsvRow> parse_csv(const Source& file);

}  // namespace assay::dataset
