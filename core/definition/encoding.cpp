// SPDX-License-Identifier: Apache-2.0
#include "core/definition/encoding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "core/definition/line_index.hpp"

namespace assay::definition {
namespace {

using namespace std::string_view_literals;

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// Length of the UTF-8 sequence at `i`, 0 when it is not one (RFC 3629, table 3-7 of Unicode).
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const unsigned lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - i < length) return 0;
  // The second byte's range excludes overlong forms, surrogates and what is above U+10FFFF.
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

/// The text with '?' for each byte that is not of valid UTF-8, for those who read the line.
std::string with_marks(std::string text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) text[i] = '?';
    i += std::max<std::size_t>(length, 1);
  }
  return text;
}

bool has_wide_byte_order_mark(std::string_view text) {
  return text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv) ||
         text.starts_with("\0\0\xFE\xFF"sv);
}

/// What is wrong with the byte at `i`, "" when nothing is.
std::string problem_at(std::string_view text, std::size_t i) {
  const unsigned byte = byte_at(text, i);
  if (byte == 0) return "the text has a NUL byte; save the file as UTF-8 text";
  if (byte == '\r') {
    const bool line_end = i + 1 < text.size() && text[i + 1] == '\n';
    return line_end ? "" : "a carriage return without a line feed; end lines in LF or CRLF";
  }
  const bool control = byte < 0x20 && byte != '\t' && byte != '\n';
  if (control || byte == 0x7F) {
    return fmt::format(
        "control character 0x{:02X} is not allowed; remove it, or write \"\\x{:02X}\"", byte, byte);
  }
  return "";
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

void check_encoding(Source& source) {
  const auto refuse = [&](std::size_t offset, const std::string& message) {
    const Mark mark = LineIndex(source.text).mark(offset);
    throw error_at(ErrorKind::definition, {source.name, with_marks(source.text)}, mark, message);
  };
  if (source.text.size() > kLargestDefinition) {
    throw error_at(ErrorKind::definition, source, {},
                   fmt::format("has {} bytes; a definition has at most {}", source.text.size(),
                               kLargestDefinition));
  }
  if (has_wide_byte_order_mark(source.text))
    refuse(0, "this is UTF-16 or UTF-32; save it as UTF-8");
  if (source.text.starts_with("\xEF\xBB\xBF")) source.text.erase(0, 3);
  const std::size_t invalid = find_invalid_utf8(source.text).value_or(source.text.size());
  for (std::size_t i = 0; i < invalid; ++i) {
    const std::string problem = problem_at(source.text, i);
    if (!problem.empty()) refuse(i, problem);
  }
  if (invalid < source.text.size()) refuse(invalid, "this is not valid UTF-8; save it as UTF-8");
}

}  // namespace assay::definition
