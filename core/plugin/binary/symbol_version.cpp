// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/binary/symbol_version.hpp"

#include <algorithm>
#include <charconv>

namespace assay::plugin::binary {

SymbolVersion parse_symbol_version(std::string_view text) {
  const std::size_t split = text.rfind('_');
  SymbolVersion version{std::string(text.substr(0, split)), {}};
  if (split == std::string_view::npos) return version;
  const char* at = text.data() + split + 1;
  const char* const end = text.data() + text.size();
  while (at < end) {
    unsigned number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error != std::errc() || (next < end && *next != '.')) return {std::string(text), {}};
    version.numbers.push_back(number);
    at = next + 1;
  }
  return version;
}

std::string newest_of(const std::vector<std::string>& versions) {
  const auto newest = std::max_element(
      versions.begin(), versions.end(), [](const std::string& a, const std::string& b) {
        return parse_symbol_version(a).numbers < parse_symbol_version(b).numbers;
      });
  return newest == versions.end() ? "" : *newest;
}

}  // namespace assay::plugin::binary
