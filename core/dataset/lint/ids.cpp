// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/ids.hpp"

#include <algorithm>
#include <unordered_map>

namespace assay::dataset::lint {

void Ids::find_repeats(
    const std::function<void(std::size_t position, std::size_t first)>& report) const {
  const auto equal_or_less = [](std::int64_t a, std::int64_t b) { return a >= b; };
  if (std::adjacent_find(ids_.begin(), ids_.end(), equal_or_less) == ids_.end()) return;
  std::unordered_map<std::int64_t, std::size_t> first;  // of those alone that repeat
  constexpr std::size_t kNone = SIZE_MAX;
  {
    std::vector<std::int64_t> sorted = ids_;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (sorted[i] == sorted[i - 1]) first.emplace(sorted[i], kNone);
    }
  }
  if (first.empty()) return;
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    const auto repeated = first.find(ids_[i]);
    if (repeated == first.end()) continue;
    if (repeated->second == kNone) {
      repeated->second = i;
    } else {
      report(i, repeated->second);
    }
  }
}

}  // namespace assay::dataset::lint
