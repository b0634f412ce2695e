// SPDX-License-Identifier: Apache-2.0
// Names and messages come from data sets, plugins and file names: they are made harmless here
// before they stand in XML, HTML or on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::report {

/// Valid UTF-8 without control characters (but tab and newline) and non-characters: each offending
/// byte or character becomes U+FFFD.
std::string clean_text(std::string_view text);

/// clean_text() on one line: tabs and newlines become spaces.
std::string one_line(std::string_view text);

/// clean_text() with & < > " ' as entities: safe as content and in quoted attributes of XML.
std::string escape_markup(std::string_view text);

/// "1 image", "2 images".
std::string counted(std::size_t count, std::string_view what);

/// Code points of valid UTF-8.
std::size_t length_of(std::string_view text);

/// At most `limit` code points of valid UTF-8, with "..." at the end where it was longer.
std::string shortened(std::string_view text, std::size_t limit);

/// In lines of at most so many bytes, broken at spaces; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

/// Filled with spaces to `width` code points.
std::string padded(std::string_view text, std::size_t width);
std::string right_aligned(std::string_view text, std::size_t width);

}  // namespace assay::report
