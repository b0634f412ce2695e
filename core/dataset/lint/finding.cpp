// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/finding.hpp"

#include <fmt/format.h>

#include <numeric>

#include "core/base/source.hpp"
#include "core/definition/encoding.hpp"

namespace assay::dataset::lint {
namespace {

/// Bytes that are not UTF-8 as %XX, control characters as '?'.
std::string shown_text(std::string_view text) {
  std::string shown;
  while (const auto wrong = definition::find_invalid_utf8(text)) {
    shown += text.substr(0, *wrong);
    shown += fmt::format("%{:02X}", static_cast<unsigned char>(text[*wrong]));
    text.remove_prefix(*wrong + 1);
  }
  return printable(shown.append(text));
}

}  // namespace

std::string Place::record() const {
  return index_ ? fmt::format("{}[{}]", text_, *index_) : std::string(text_);
}

void Findings::add(Rule rule, const Place& place, std::string_view what,
                   std::optional<Severity> severity) {
  const auto at = static_cast<std::size_t>(rule);
  const Severity is = severity.value_or(text_of(rule).severity);
  ++counts_[at];
  if (is == Severity::error) ++errors_[at];
  if (kept_[at].size() >= most_) return;
  // It may quote a file, whose bytes may be anything.
  kept_[at].push_back(
      {rule, is, shown_text(place.file()), shown_text(place.record()), shown_text(what)});
}

void Findings::add_refused(Rule rule, const Place& place, std::string_view what) {
  refused_[static_cast<std::size_t>(rule)] = true;
  add(rule, place, what, Severity::error);
}

void Findings::forget(Rule rule) {
  const auto at = static_cast<std::size_t>(rule);
  kept_[at].clear();
  counts_[at] = errors_[at] = 0;
  refused_[at] = false;
}

std::size_t Findings::errors() const {
  return std::accumulate(errors_.begin(), errors_.end(), std::size_t{0});
}

std::size_t Findings::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

std::string_view Findings::effect(Rule rule) const {
  return refused_[static_cast<std::size_t>(rule)] ? kRefused : text_of(rule).effect;
}

std::vector<Finding> Findings::by_rule() const {
  std::vector<Finding> all;
  for (const auto& of_rule : kept_) all.insert(all.end(), of_rule.begin(), of_rule.end());
  return all;
}

}  // namespace assay::dataset::lint
