// SPDX-License-Identifier: Apache-2.0
// Versions of symbols, "GLIBC_2.34": which of two is newer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay::plugin::binary {

/// "GLIBC_2.34" is the series "GLIBC" and the numbers 2, 34; a version without numbers has none.
struct SymbolVersion {
  std::string series;
  std::vector<unsigned> numbers;
};
SymbolVersion parse_symbol_version(std::string_view text);

/// The one with the greatest numbers, "" of none.
std::string newest_of(const std::vector<std::string>& versions);

}  // namespace assay::plugin::binary
