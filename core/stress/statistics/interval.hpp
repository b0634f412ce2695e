// SPDX-License-Identifier: Apache-2.0
// What is left unsure about an estimate.
#pragma once

namespace assay::stress {

/// Both ends included.
struct Interval {
  double low = 0;
  double high = 0;

  bool contains(double value) const { return low <= value && value <= high; }
  bool operator==(const Interval&) const = default;
};

}  // namespace assay::stress
