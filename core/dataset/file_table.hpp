// SPDX-License-Identifier: Apache-2.0
// Tables with the file name of an image in each row: what is asked of all of them.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset/csv.hpp"
#include "core/dataset/problems.hpp"

namespace assay::dataset {

/// Where a table's first line names the column, from 0; the first of several.
std::optional<std::size_t> find_column(std::span<const std::string> names, std::string_view name);

/// What may be meant by column names among which wanted ones are missing ("; 'filename': write
/// 'file'", "; is it separated by ';'?"), or "". Knows of file, class and class_index.
std::string header_advice(std::span<const std::string> names,
                          std::initializer_list<std::string_view> wanted);

/// Throws FileFault where a name but "" is there twice: which of the columns is meant, nobody can
/// tell. `line` is where the names stand.
void refuse_repeated_columns(std::span<const std::string> names, const Source& file, int line);

/// Gives `read` each row behind the first that has as many values as that and can name a file in
/// the column `file`. It says in `problems` what else is wrong and returns whether the row is good;
/// a file that two good rows name is a problem, too.
void read_file_rows(const std::vector<CsvRow>& rows, std::size_t file, Problems& problems,
                    const std::function<bool(const CsvRow&)>& read);

}  // namespace assay::dataset
