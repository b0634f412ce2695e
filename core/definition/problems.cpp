// SPDX-License-Identifier: Apache-2.0
#include "core/definition/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/nearest.hpp"

namespace assay::definition {
namespace {

/// More than anybody reads at once; a hostile file has a hundred thousand.
constexpr std::size_t kMostShown = 100;
constexpr std::size_t kMostFiles = 20;

}  // namespace

void Problems::add(Mark mark, std::string message) {
  list_.push_back({mark, std::move(message)});
}

std::optional<std::string> Problems::add_unknown(Mark mark, const std::string& message,
                                                 std::string_view wrong,
                                                 const std::vector<std::string>& known,
                                                 const std::string& otherwise) {
  // Suggestions cost far more than the rest; thousands of wrong names get none.
  std::optional<std::string> near;
  if (known.size() <= comparisons_left_) {
    comparisons_left_ -= known.size();
    near = nearest(wrong, known);
  }
  add(mark, message + (near ? fmt::format("; did you mean '{}'?", *near) : otherwise));
  return near;
}

void Problems::fail(Mark mark, std::string message) {
  add(mark, std::move(message));
  throw error();
}

void Problems::add_elsewhere(std::string text) {
  const bool known = std::find(elsewhere_.begin(), elsewhere_.end(), text) != elsewhere_.end();
  if (!known && elsewhere_.size() < kMostFiles) elsewhere_.push_back(std::move(text));
}

Error Problems::error() const {
  ASSAY_CHECK(!empty());
  std::string text = list_.empty() ? "" : own_text();
  for (const std::string& other : elsewhere_) text += (text.empty() ? "" : "\n") + other;
  return {ErrorKind::definition, std::move(text)};
}

std::string Problems::own_text() const {
  std::vector<const Problem*> order;
  for (const Problem& problem : list_) order.push_back(&problem);
  std::stable_sort(order.begin(), order.end(), [](const Problem* a, const Problem* b) {
    return std::tie(a->mark.line, a->mark.column) < std::tie(b->mark.line, b->mark.column);
  });
  // What an alias repeats is wrong only once.
  const auto same = [](const Problem* a, const Problem* b) {
    return a->mark == b->mark && a->message == b->message;
  };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  std::string text;
  for (std::size_t i = 0; i < std::min(order.size(), kMostShown); ++i) {
    text += point_at(source_, order[i]->mark, order[i]->message) + '\n';
  }
  if (order.size() > kMostShown) {
    text += fmt::format("{} problems in {}; the first {} are shown", order.size(), source_.name,
                        kMostShown);
  } else if (order.size() > 1) {
    text += fmt::format("{} problems in {}", order.size(), source_.name);
  } else {
    text.pop_back();
  }
  return text;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::size_t size = std::min(text.size(), kLongest);
  // Not in the middle of a UTF-8 sequence.
  while (size > 0 && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    --size;
  }
  std::string result = "'";
  for (const char c : text.substr(0, size)) {
    const auto code = static_cast<unsigned char>(c);
    result += code < 0x20 || code == 0x7F ? '?' : c;
  }
  return result + (size < text.size() ? "...'" : "'");
}

std::string one_of(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 12;
  std::string result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i == kMost && names.size() > kMost + 1) return result + ", ...";
    if (i > 0) result += i + 1 == names.size() ? " or " : ", ";
    result += names[i];
  }
  return result;
}

}  // namespace assay::definition
