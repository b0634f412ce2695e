// SPDX-License-Identifier: Apache-2.0
// [A-Za-z_][A-Za-z0-9_]*: names of inputs, functions, parts of modules, environment variables.
#pragma once

#include <cstddef>
#include <string_view>

namespace assay::definition {

/// Bytes of the identifier that `text` starts with, 0 when it starts with none.
constexpr std::size_t identifier_length(std::string_view text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  std::size_t length = 0;
  while (length < text.size() &&
         (letter(text[length]) || (length > 0 && text[length] >= '0' && text[length] <= '9'))) {
    ++length;
  }
  return length;
}

constexpr bool is_identifier(std::string_view text) {
  return !text.empty() && identifier_length(text) == text.size();
}

}  // namespace assay::definition
