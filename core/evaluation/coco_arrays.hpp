// SPDX-License-Identifier: Apache-2.0
// The arrays that COCO evaluation makes and everything else is computed from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace assay::evaluation {

/// C order. -1 where there is no object to find.
struct Arrays {
  std::size_t thresholds = 0, recalls = 0, categories = 0, areas = 0, limits = 0;  // T R K A M
  std::vector<std::int64_t> category_ids;  // of the K axis, ascending; {-1} without categories
  std::vector<double> precision;           // [T,R,K,A,M]
  std::vector<double> scores;              // [T,R,K,A,M], of the detection that reaches the recall
  std::vector<double> recall;              // [T,K,A,M], of all detections

  std::size_t at(std::size_t t, std::size_t r, std::size_t k, std::size_t a, std::size_t m) const {
    return (((t * recalls + r) * categories + k) * areas + a) * limits + m;
  }
  std::size_t recall_at(std::size_t t, std::size_t k, std::size_t a, std::size_t m) const {
    return ((t * categories + k) * areas + a) * limits + m;
  }
};

}  // namespace assay::evaluation
