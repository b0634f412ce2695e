// SPDX-License-Identifier: Apache-2.0
#include "core/definition/syntax_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "core/definition/raw_scalar.hpp"

namespace assay::definition {
namespace {

/// What usually is behind one of yaml-cpp's terse sentences.
std::string_view remedy_for(std::string_view message) {
  struct Remedy {
    std::string_view part, remedy;
  };
  static constexpr Remedy kRemedies[] = {
      {"flow not found", "; close the bracket, and put text that has brackets or '$' in quotes"},
      {"end of map not found", "; check the indentation and the ':' of this line"},
      {"end of sequence not found", "; check the indentation and the '-' of this line"},
      {"illegal map value", "; put text that has ': ' in quotes, or end the key before with ':'"},
      {"unknown token", "; put text that starts with this character in quotes"},
      {"illegal block entry", "; start the list on a line of its own"},
      {"anchor is not defined", "; write '&name' before the value that '*name' is to repeat"},
      {"illegal EOF in scalar", "; close the quote"},
      {"illegal flow end", "; this bracket closes none, or one of the other kind"},
  };
  for (const Remedy& remedy : kRemedies) {
    if (message.find(remedy.part) != std::string_view::npos) return remedy.remedy;
  }
  return "";
}

/// Offset of a tab in the indentation of the line at `offset`, npos without one.
std::size_t tab_before(const std::string& text, std::size_t offset) {
  const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
  const std::size_t end = text.find_first_not_of(" \t", start);
  const std::size_t tab = text.find('\t', start);
  return tab < end ? tab : std::string::npos;
}

/// Whether a quote at `i` starts a scalar, which an apostrophe within one does not.
bool starts_scalar(const std::string& text, std::size_t i) {
  const std::size_t before = i == 0 ? std::string::npos : text.find_last_not_of(" \t", i - 1);
  return before == std::string::npos ||
         std::string_view("\n[{,:-?").find(text[before]) != std::string_view::npos;
}

/// Offset of the bracket that the end of the file leaves open, where that is what is wrong.
std::optional<std::size_t> bracket_left_open(const std::string& text, std::string_view message) {
  if (message.find("flow not found") == std::string_view::npos) return std::nullopt;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool quote = (c == '"' || c == '\'') && starts_scalar(text, i);
    const bool comment = c == '#' && (i == 0 || std::string_view(" \t\n").find(text[i - 1]) !=
                                                    std::string_view::npos);
    if (quote) i = end_of_quotes(text, i).value_or(text.size()) - 1;
    if (comment) i = std::min(text.find('\n', i), text.size());
    if (c == '[' || c == '{') open.push_back(i);
    if ((c == ']' || c == '}') && !open.empty()) open.pop_back();
  }
  if (open.empty()) return std::nullopt;
  return open.back();
}

}  // namespace

void fail_on_syntax(Mark mark, const std::string& message, const Source& source,
                    const LineIndex& lines, Problems& problems) {
  const std::size_t offset = lines.offset(mark);
  if (const std::size_t tab = tab_before(source.text, offset); tab != std::string::npos) {
    problems.fail(lines.mark(tab), "a tab in the indentation; indent with spaces");
  }
  constexpr int kLongestKey = 1024;  // YAML's limit
  if (message == "illegal map value" && mark.column > kLongestKey) {
    problems.fail(mark, fmt::format("the key before this ':' has more than {} characters; shorten "
                                    "it, or put the text in quotes if it is none",
                                    kLongestKey));
  }
  if (const auto open = bracket_left_open(source.text, message)) {
    problems.fail(lines.mark(*open),
                  "this bracket is never closed; close it, and put text that has "
                  "brackets in quotes");
  }
  if (offset > 0 && source.text.compare(offset - 1, 2, "${") == 0) {
    problems.fail(lines.mark(offset - 1),
                  "a variable inside of [] or {} must be in quotes, such as \"${NAME}\"");
  }
  problems.fail(mark, fmt::format("not valid YAML: {}{}", message, remedy_for(message)));
}

}  // namespace assay::definition
