// SPDX-License-Identifier: Apache-2.0
// Text files that people write with any editor, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace assay {

/// Of UTF-8: some editors put it before the text.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The text behind its byte order mark, if it has one; a view of it.
std::string_view without_byte_order_mark(std::string_view text);

/// Lines without white space at their ends, CR or LF, and without a byte order mark; empty ones are
/// kept, so the first is line 1.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace assay
