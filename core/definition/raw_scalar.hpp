// SPDX-License-Identifier: Apache-2.0
// How a value is spelled in the file, for what yaml-cpp does not tell or does not notice.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace assay::definition {

/// From `offset` over anchors (&x) and tags (!x) of the same line to what they belong to.
std::size_t skip_properties(std::string_view text, std::size_t offset);

/// Offset behind the closing quote of the scalar whose opening quote stands at `offset`; nullopt
/// when it is never closed.
std::optional<std::size_t> end_of_quotes(std::string_view text, std::size_t offset);

/// Whether the key `key` that is spelled at `offset` has its ':'.
bool has_colon(std::string_view text, std::size_t offset, std::string_view key);

/// Offset of what an empty value at `offset` (where yaml-cpp says the next token starts) belongs
/// to: the '-', ',', ':' or bracket before it; nullopt when something else stands there.
std::optional<std::size_t> owner_of_empty(std::string_view text, std::size_t offset);

/// Offset of byte `index` of the scalar `value` that is spelled at `offset`, nullopt when escapes
/// or line breaks come before it.
std::optional<std::size_t> offset_inside(std::string_view text, std::size_t offset,
                                         std::string_view value, std::size_t index);

}  // namespace assay::definition
