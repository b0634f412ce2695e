// SPDX-License-Identifier: Apache-2.0
#include "core/stress/workspace.hpp"

#include <algorithm>

namespace assay::stress {

std::vector<std::byte> Workspace::take(std::size_t bytes) {
  // The smallest that is large enough, else the largest, which then grows.
  const auto fits = std::find_if(free_.begin(), free_.end(), [&](const std::vector<std::byte>& b) {
    return b.size() >= bytes;
  });
  if (free_.empty()) return std::vector<std::byte>(bytes);
  const auto chosen = fits == free_.end() ? free_.end() - 1 : fits;
  std::vector<std::byte> block = std::move(*chosen);
  free_.erase(chosen);
  if (block.size() < bytes) block = std::vector<std::byte>(bytes);
  return block;
}

void Workspace::give_back(std::vector<std::byte> block) {
  const auto place = std::find_if(
      free_.begin(), free_.end(),
      [&](const std::vector<std::byte>& other) { return other.size() >= block.size(); });
  free_.insert(place, std::move(block));
}

}  // namespace assay::stress
