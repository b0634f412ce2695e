// SPDX-License-Identifier: Apache-2.0
// What bytes a definition may consist of. yaml-cpp converts UTF-16 silently, passes broken UTF-8
// on, ends the file at a byte 4 and joins lines at a lone carriage return; so all of that is
// refused before it sees the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/base/source.hpp"

namespace assay::definition {

constexpr std::size_t kLargestDefinition = 1 << 20;  // bytes

/// Offset of the first byte that does not belong to valid UTF-8, nullopt when all of it does.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Removes a UTF-8 byte order mark. Throws Error{definition} at the first byte that is not allowed.
void check_encoding(Source& source);

}  // namespace assay::definition
