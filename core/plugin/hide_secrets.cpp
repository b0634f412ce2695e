// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/hide_secrets.hpp"

#include <algorithm>
#include <string_view>

#include "core/definition/line_index.hpp"
#include "core/definition/raw_scalar.hpp"
#include "core/definition/variables.hpp"
#include "core/plugin/words.hpp"

namespace assay::plugin {
namespace {

using definition::Argument;
using wire::Parameter;

using Scalars = std::vector<const Argument*>;

/// `parameter` nullptr: of something within a secret.
void collect(const Argument& argument, const Parameter* parameter, Scalars& secrets) {
  const bool secret = parameter == nullptr || is_secret(*parameter);
  if (const auto* list = std::get_if<Argument::List>(&argument.value)) {
    for (const Argument& element : *list) {
      if (secret) collect(element, nullptr, secrets);
    }
  } else if (const auto* map = std::get_if<Argument::Map>(&argument.value)) {
    for (const Argument::Pair& pair : *map) {
      if (secret) {
        collect(pair.value, nullptr, secrets);
        continue;
      }
      for (const Parameter& member : parameter->members) {
        if (member.name == pair.key) collect(pair.value, &member, secrets);
      }
    }
  } else if (secret) {
    secrets.push_back(&argument);
  }
}

/// A scalar's place in the text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
};

/// To the end of the line that the scalar ends on.
Span span_of(std::string_view text, std::size_t begin) {
  const bool in_quotes = begin < text.size() && (text[begin] == '"' || text[begin] == '\'');
  const std::size_t end =
      in_quotes ? definition::end_of_quotes(text, begin).value_or(begin) : begin;
  return {begin, std::min(text.find('\n', end), text.size())};
}

bool is_a_variable(std::string_view text, Span span) {
  std::string_view raw = text.substr(span.begin, span.end - span.begin);
  if (raw.starts_with('"') || raw.starts_with('\'')) {
    raw = raw.substr(1, definition::end_of_quotes(raw, 0).value_or(2) - 2);
  }
  raw = raw.substr(0, raw.find_last_not_of(" \t\r") + 1);
  const auto pieces = definition::split_variables(raw);
  return pieces.size() == 1 && (pieces[0].kind == definition::Piece::Kind::environment ||
                                pieces[0].kind == definition::Piece::Kind::runtime);
}

/// The last one first, so that hiding one leaves the others where they are. Those that overlap, as
/// on one line, are one.
std::vector<Span> spans_of(const Scalars& secrets, std::string_view text) {
  const definition::LineIndex lines(text);
  std::vector<Span> all;
  for (const Argument* secret : secrets) {
    const Span span = span_of(text, lines.offset(secret->mark));
    if (!is_a_variable(text, span)) all.push_back(span);
  }
  std::sort(all.begin(), all.end(), [](Span a, Span b) { return a.begin < b.begin; });
  std::vector<Span> merged;
  for (const Span span : all) {
    if (merged.empty() || span.begin >= merged.back().end) {
      merged.push_back(span);
    } else {
      merged.back().end = std::max(merged.back().end, span.end);
    }
  }
  std::reverse(merged.begin(), merged.end());
  return merged;
}

}  // namespace

void hide_secrets(const std::vector<BoundEntry>& bound, std::string& text) {
  Scalars secrets;
  for (const auto& [entrypoint, entry] : bound) {
    if (entry == nullptr) continue;
    for (const definition::Input& input : entrypoint->inputs) {
      for (const Parameter& parameter : entry->parameters) {
        if (parameter.name == input.name) collect(input.value, &parameter, secrets);
      }
    }
  }
  for (const Span span : spans_of(secrets, text)) {
    const std::string_view hidden = std::string_view(text).substr(span.begin, span.size());
    const auto breaks = std::count(hidden.begin(), hidden.end(), '\n');
    text.replace(span.begin, span.size(),
                 "***" + std::string(static_cast<std::size_t>(breaks), '\n'));
  }
}

}  // namespace assay::plugin
