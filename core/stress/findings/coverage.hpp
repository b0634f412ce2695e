// SPDX-License-Identifier: Apache-2.0
// What of a domain was tested at all: of each choice of a few axes, which combinations of their
// cells. "Nothing failed there" and "nobody looked" are different things. Kuhn, Kacker, Lei:
// Combinatorial coverage measurement (2013).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/stress/domain/free_axis.hpp"
#include "core/stress/search/space.hpp"

namespace assay::stress {

/// Cells of some axes; those of others are any.
struct CellChoice {
  std::vector<std::size_t> axes;  // ascending
  std::vector<std::size_t> cells;
  bool operator==(const CellChoice&) const = default;
};

struct CellTrials {
  std::size_t passed = 0, failed = 0;
};

/// How many combinations are which; one in which a trial failed counts as failed.
struct CoverageCounts {
  std::size_t passed = 0, failed = 0, untested = 0;
  bool operator==(const CoverageCounts&) const = default;
};

/// How many combinations of cells there are of all choices of `strength` axes together.
std::size_t combination_count(const Space& space, std::size_t strength);

class CellCoverage {
 public:
  /// Of every choice of `strength` (1 to 3) axes, or of all axes where there are fewer.
  explicit CellCoverage(const Space& space, std::size_t strength = 2);

  /// A trial on any image.
  void tell(const Place& place, bool failed);

  CoverageCounts counts() const;
  /// The choices of axes, in lexicographic order.
  const std::vector<std::vector<std::size_t>>& choices() const { return choices_; }
  /// Of one of these.
  CoverageCounts counts(std::size_t choice) const;
  /// A value for each combination of its cells, those of the last axis varying fastest.
  const std::vector<CellTrials>& trials(std::size_t choice) const { return trials_[choice]; }

  /// Up to `most` of the combinations without a trial, in order.
  std::vector<CellChoice> untested(std::size_t most) const;

 private:
  Space space_;
  std::vector<std::size_t> cells_;  // along each axis
  std::vector<std::vector<std::size_t>> choices_;
  std::vector<std::vector<CellTrials>> trials_;
};

/// "0.5 to 0.83" or "jpg": the values of one cell.
std::string text_of_cell(const FreeAxis& axis, std::size_t cell);

}  // namespace assay::stress
