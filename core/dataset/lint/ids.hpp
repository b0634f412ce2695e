// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace assay::dataset::lint {

/// Ids in the order of a file, 8 bytes each; as many again while repeats are looked for, unless
/// they ascend.
class Ids {
 public:
  void reserve(std::size_t count) { ids_.reserve(count); }
  void add(std::int64_t id) { ids_.push_back(id); }
  std::size_t size() const { return ids_.size(); }
  std::int64_t operator[](std::size_t i) const { return ids_[i]; }

  /// Calls `report` for each id that was there before, with both positions, in order.
  void find_repeats(
      const std::function<void(std::size_t position, std::size_t first)>& report) const;

 private:
  std::vector<std::int64_t> ids_;
};

}  // namespace assay::dataset::lint
