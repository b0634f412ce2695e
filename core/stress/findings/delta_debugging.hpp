// SPDX-License-Identifier: Apache-2.0
// Which of some things are needed for a failure: parts are left out, large ones first, as long as
// it still fails. Zeller, Hildebrandt: Simplifying and isolating failure-inducing input (2002), by
// complements alone, since one or two needed things of many are found with fewest trials so.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace assay::stress {

/// In the end none of what is kept can be left out by itself.
class DeltaDebugging {
 public:
  /// That all of them together fail is known. Parts are left out from the front.
  explicit DeltaDebugging(std::vector<std::size_t> items);

  /// Those to try with; nullopt: no more.
  std::optional<std::vector<std::size_t>> next() const;
  /// Whether it fails with next(), which has some.
  void tell(bool still_fails);

  /// The fewest that were seen to fail.
  const std::vector<std::size_t>& kept() const { return kept_; }

 private:
  std::vector<std::size_t> kept_;
  std::size_t part_;       // how many are left out at a time; 0: no more
  std::size_t start_ = 0;  // of those
  bool left_out_ = false;  // some in this round
};

}  // namespace assay::stress
