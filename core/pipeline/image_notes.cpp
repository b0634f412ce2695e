// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/image_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace assay::pipeline {
namespace {

constexpr std::size_t kShown = 12;

using Counted = std::pair<std::string, std::size_t>;

std::vector<Counted> most_frequent_first(std::span<const predict::Outcome> outcomes) {
  std::map<std::string, std::size_t> counts;
  for (const predict::Outcome& outcome : outcomes) {
    for (const std::string& note : outcome.notes) ++counts[note];
  }
  std::vector<Counted> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Counted& a, const Counted& b) { return a.second > b.second; });
  return sorted;
}

}  // namespace

std::vector<std::string> warnings_about_images(std::span<const predict::Outcome> outcomes) {
  std::vector<std::string> warnings;
  const std::vector<Counted> counted = most_frequent_first(outcomes);
  for (std::size_t i = 0; i < std::min(counted.size(), kShown); ++i) {
    const auto& [note, count] = counted[i];
    warnings.push_back(fmt::format("{} {}: {}", count, count == 1 ? "image" : "images", note));
  }
  if (counted.size() > kShown) {
    warnings.push_back(fmt::format("{} more kinds of notes on images are in journal.jsonl",
                                   counted.size() - kShown));
  }
  return warnings;
}

}  // namespace assay::pipeline
