// SPDX-License-Identifier: Apache-2.0
#include "core/definition/raw_scalar.hpp"

namespace assay::definition {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kWhite = " \t\r\n";

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

}  // namespace

std::size_t skip_properties(std::string_view text, std::size_t offset) {
  while (offset < text.size() && (text[offset] == '&' || text[offset] == '!')) {
    const std::size_t end = text.find_first_of(kWhite, offset);
    const std::size_t next = text.find_first_not_of(kBlank, end);
    if (next == std::string_view::npos || text[next] == '\n' || text[next] == '\r') return offset;
    offset = next;
  }
  return offset;
}

std::optional<std::size_t> end_of_quotes(std::string_view text, std::size_t offset) {
  const char quote = text[offset];
  for (std::size_t i = offset + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!doubled) return i + 1;
      ++i;
    }
  }
  return std::nullopt;
}

bool has_colon(std::string_view text, std::size_t offset, std::string_view key) {
  std::size_t end = offset + key.size();
  if (offset < text.size() && is_quote(text[offset])) {
    end = end_of_quotes(text, offset).value_or(text.size());
  }
  const std::size_t next = text.find_first_not_of(kWhite, end);
  return next != std::string_view::npos && text[next] == ':';
}

std::optional<std::size_t> owner_of_empty(std::string_view text, std::size_t offset) {
  if (offset == 0) return std::nullopt;
  const std::size_t before = text.find_last_not_of(kWhite, offset - 1);
  if (before == std::string_view::npos) return std::nullopt;
  constexpr std::string_view kOwners = "-,:[{?";
  if (kOwners.find(text[before]) == std::string_view::npos) return std::nullopt;
  return before;
}

std::optional<std::size_t> offset_inside(std::string_view text, std::size_t offset,
                                         std::string_view value, std::size_t index) {
  if (offset < text.size() && is_quote(text[offset])) ++offset;
  if (text.substr(offset, index) != value.substr(0, index)) return std::nullopt;
  return offset + index;
}

}  // namespace assay::definition
