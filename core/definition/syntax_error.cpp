// SPDX-License-Identifier: Apache-2.0
#include "core/definition/syntax_error.hpp"

#include <fmt/format.h>

#include <string_view>

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

}  // namespace

void fail_on_syntax(Mark mark, const std::string& message, const Source& source,
                    const LineIndex& lines, Problems& problems) {
  const std::size_t offset = lines.offset(mark);
  if (const std::size_t tab = tab_before(source.text, offset); tab != std::string::npos) {
    problems.fail(lines.mark(tab), "a tab in the indentation; indent with spaces");
  }
  if (offset > 0 && source.text.compare(offset - 1, 2, "${") == 0) {
    problems.fail(lines.mark(offset - 1),
                  "a variable inside of [] or {} must be in quotes, such as \"${NAME}\"");
  }
  problems.fail(mark, fmt::format("not valid YAML: {}{}", message, remedy_for(message)));
}

}  // namespace assay::definition
