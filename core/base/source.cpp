// SPDX-License-Identifier: Apache-2.0
#include "core/base/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace assay {
namespace {

std::string_view line_of(std::string_view text, int line) {
  for (int i = 1; i < line; ++i) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view result = text.substr(0, text.find('\n'));
  if (!result.empty() && result.back() == '\r') result.remove_suffix(1);
  return result;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// White space as wide as `text` on a terminal: tabs stay, a UTF-8 sequence is one column.
std::string blank(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\t') {
      result += '\t';
    } else if (!continues_character(c)) {
      result += ' ';
    }
  }
  return result;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    const auto code = static_cast<unsigned char>(c);
    if ((code < 0x20 && c != '\t') || code == 0x7F) c = '?';
  }
  return result;
}

std::string point_at(const Source& source, Mark mark, const std::string& message) {
  if (mark.line <= 0) return fmt::format("{}: {}", source.name, message);
  std::string_view line = line_of(source.text, mark.line);
  const auto wanted = static_cast<std::size_t>(std::max(mark.column, 1) - 1);
  std::size_t column = std::min(wanted, line.size());
  constexpr std::size_t kWidest = 200;
  if (line.size() > kWidest) {
    std::size_t begin = column > kWidest / 2 ? column - kWidest / 2 : 0;
    while (begin > 0 && continues_character(line[begin])) --begin;
    std::size_t end = std::min(line.size(), begin + kWidest);
    while (end < line.size() && continues_character(line[end])) ++end;
    line = line.substr(begin, end - begin);
    column -= begin;
  }
  return fmt::format("{}:{}:{}: {}\n    {}\n    {}^", source.name, mark.line, mark.column, message,
                     printable(line), blank(line.substr(0, column)));
}

Error error_at(ErrorKind kind, const Source& source, Mark mark, const std::string& message) {
  return {kind, point_at(source, mark, message)};
}

}  // namespace assay
