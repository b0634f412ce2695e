// SPDX-License-Identifier: Apache-2.0
// The parts of a stress run's page. For the .cpp files of this folder alone.
#pragma once

#include <algorithm>
#include <vector>

#include "core/report/html_parts.hpp"
#include "core/report/stress_html.hpp"

namespace assay::report {

/// Items by a number of each, the largest first; of equals, the first.
template <class Item, class KeyOf>
std::vector<const Item*> largest_first(const std::vector<Item>& items, const KeyOf& key_of) {
  std::vector<const Item*> order;
  order.reserve(items.size());
  for (const Item& item : items) order.push_back(&item);
  std::stable_sort(order.begin(), order.end(),
                   [&](const Item* a, const Item* b) { return key_of(*a) > key_of(*b); });
  return order;
}

Slot stress_tiles(const StressResults& results);
/// What was asked for: domain, search, score, ...
Slot fact_slots(const StressResults& results);
/// One paragraph for each number that may be misread.
Slot measured_slots(const StressResults& results);

Slot robustness_slots(const Robustness& robustness);
Slot axis_slots(const StressResults& results);
Slot boundary_slots(const StressResults& results);
Slot map_slots(const StressCoverage& coverage);
Slot coverage_slots(const StressCoverage& coverage);

/// Draws failures, each picture with a number of its own.
class FailurePainter {
 public:
  /// The source must outlive it.
  explicit FailurePainter(const PicturePairSource& pictures) : pictures_(pictures) {}

  Slot with_pictures(const StressFinding& failure);
  static Slot without_pictures(const StressFinding& failure);
  /// What the marks on all of them mean; false where there are none.
  const Slot& legend() const { return legend_; }

 private:
  Slot side(const char* when, const ShownAnswer& answer);

  const PicturePairSource& pictures_;
  std::size_t number_ = 0;
  Slot legend_{false};
};

Slot cluster_slots(const StressResults& results, FailurePainter& painter);
Slot finding_slots(const StressResults& results, FailurePainter& painter);

}  // namespace assay::report
