// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace assay::dataset::convert {

/// Something that a format cannot hold, and of how many objects or images.
struct Loss {
  std::string what;  // "crowds are left out: YOLO has none"
  std::size_t count = 0;
  bool operator==(const Loss&) const = default;
};

class Losses {
 public:
  void add(const std::string& what) { ++counts_[what]; }
  /// Sorted by their words.
  std::vector<Loss> list() const {
    std::vector<Loss> losses;
    for (const auto& [what, count] : counts_) losses.push_back({what, count});
    return losses;
  }

 private:
  std::map<std::string, std::size_t> counts_;
};

}  // namespace assay::dataset::convert
