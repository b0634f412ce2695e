// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/spellings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <unordered_map>

#include "core/base/letters.hpp"
#include "core/base/nearest.hpp"

namespace assay::dataset::lint {
namespace {

std::string words(const NamedCount& name) {
  return fmt::format("'{}' ({} {}{})", name.name, name.count, name.unit,
                     name.count == 1 ? "" : "s");
}

/// "class_1" and "class_2" are no typos of one another.
bool differ_in_digits(std::string a, std::string b) {
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  std::erase_if(a, is_digit);
  std::erase_if(b, is_digit);
  return a == b;
}

bool is_typo(const std::string& rare, const std::string& usual) {
  const std::size_t longest = std::max(rare.size(), usual.size());
  const std::size_t shortest = std::min(rare.size(), usual.size());
  if (shortest < 4 || longest > shortest + 2 || rare.front() != usual.front()) return false;
  const std::size_t off = edit_distance(rare, usual);
  return off > 0 && off <= 2 && 3 * off + 1 < longest && !differ_in_digits(rare, usual);
}

/// The most frequent name that this one may be a typo of.
std::optional<std::size_t> meant_by(std::size_t rare, const std::vector<NamedCount>& names,
                                    const std::vector<std::string>& keys) {
  constexpr std::size_t kTimes = 10;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[rare].count == 0 || names[i].count / kTimes < names[rare].count) continue;
    if (best && names[*best].count >= names[i].count) continue;
    if (is_typo(keys[rare], keys[i])) best = i;
  }
  return best;
}

void find_typos(const std::vector<NamedCount>& names, const std::vector<std::string>& keys,
                const OnName& report) {
  constexpr std::size_t kMostNames = 5000;  // each is compared with each
  if (names.size() > kMostNames) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto usual = meant_by(i, names, keys);
    if (!usual) continue;
    report(i, fmt::format("{} looks like a typo of {}", words(names[i]), words(names[*usual])));
  }
}

}  // namespace

void find_spellings(const std::vector<NamedCount>& names, bool typos, const OnName& report) {
  std::vector<std::string> keys;
  std::unordered_map<std::string, std::size_t> usual;  // the most frequent spelling
  for (std::size_t i = 0; i < names.size(); ++i) {
    keys.push_back(fold_name(names[i].name));
    const auto [known, is_new] = usual.emplace(keys[i], i);
    if (!is_new && names[i].count > names[known->second].count) known->second = i;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const NamedCount& other = names[usual.at(keys[i])];
    if (keys[i].empty() || other.name == names[i].name) continue;
    report(i, fmt::format("{} and {} are two categories, by capitals or blanks alone",
                          words(names[i]), words(other)));
  }
  if (typos) find_typos(names, keys, report);
}

}  // namespace assay::dataset::lint
