// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/check.hpp"
#include "core/stress/domain/point_text.hpp"

namespace assay::stress {
namespace {

/// All ascending choices of `size` of the numbers below `count`.
std::vector<std::vector<std::size_t>> choices_of(std::size_t size, std::size_t count) {
  std::vector<std::vector<std::size_t>> choices;
  std::vector<std::size_t> choice(size);
  for (std::size_t i = 0; i < size; ++i) choice[i] = i;
  while (true) {
    choices.push_back(choice);
    std::size_t last = size;
    while (last > 0 && choice[last - 1] == count - size + last - 1) --last;
    if (last == 0) return choices;
    ++choice[last - 1];
    for (std::size_t i = last; i < size; ++i) choice[i] = choice[i - 1] + 1;
  }
}

CoverageCounts counts_of(const std::vector<CellTrials>& combinations) {
  CoverageCounts counts;
  for (const CellTrials& trials : combinations) {
    ++(trials.failed > 0 ? counts.failed : trials.passed > 0 ? counts.passed : counts.untested);
  }
  return counts;
}

std::string short_text(const AxisValue& value) {
  const auto* real = std::get_if<double>(&value);
  return real == nullptr ? text_of(value) : fmt::format("{:.3g}", *real);
}

}  // namespace

std::size_t combination_count(const Space& space, std::size_t strength) {
  // The elementary symmetric polynomial of the numbers of cells, an axis at a time.
  std::vector<std::size_t> of_so_many(strength + 1, 0);
  of_so_many[0] = 1;
  for (std::size_t axis = 0; axis < space.dimensions(); ++axis) {
    for (std::size_t k = strength; k > 0; --k) {
      of_so_many[k] += of_so_many[k - 1] * cells_along(space, axis);
    }
  }
  return of_so_many[strength];
}

CellCoverage::CellCoverage(const Space& space, std::size_t strength)
    : space_(space),
      choices_(choices_of(std::min(strength, space.dimensions()), space.dimensions())) {
  ASSAY_CHECK(strength >= 1 && strength <= 3);
  for (std::size_t axis = 0; axis < space_.dimensions(); ++axis) {
    cells_.push_back(cells_along(space_, axis));
  }
  for (const auto& axes : choices_) {
    std::size_t combinations = 1;
    for (const std::size_t axis : axes) combinations *= cells_[axis];
    trials_.emplace_back(combinations);
  }
}

void CellCoverage::tell(const Place& place, bool failed) {
  const std::vector<std::uint8_t> cell = cell_of(space_, place);
  for (std::size_t choice = 0; choice < choices_.size(); ++choice) {
    std::size_t index = 0;
    for (const std::size_t axis : choices_[choice]) {
      index = index * cells_[axis] + cell[axis];
    }
    CellTrials& trials = trials_[choice][index];
    ++(failed ? trials.failed : trials.passed);
  }
}

CoverageCounts CellCoverage::counts(std::size_t choice) const {
  return counts_of(trials_[choice]);
}

CoverageCounts CellCoverage::counts() const {
  CoverageCounts sum;
  for (const auto& combinations : trials_) {
    const CoverageCounts counts = counts_of(combinations);
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.untested += counts.untested;
  }
  return sum;
}

std::vector<CellChoice> CellCoverage::untested(std::size_t most) const {
  std::vector<CellChoice> untested;
  for (std::size_t choice = 0; choice < choices_.size(); ++choice) {
    for (std::size_t index = 0; index < trials_[choice].size(); ++index) {
      const CellTrials& trials = trials_[choice][index];
      if (untested.size() == most) return untested;
      if (trials.passed + trials.failed > 0) continue;
      CellChoice cells{choices_[choice], std::vector<std::size_t>(choices_[choice].size())};
      std::size_t rest = index;
      for (std::size_t i = cells.axes.size(); i-- > 0;) {
        cells.cells[i] = rest % cells_[cells.axes[i]];
        rest /= cells_[cells.axes[i]];
      }
      untested.push_back(std::move(cells));
    }
  }
  return untested;
}

std::string text_of_cell(const FreeAxis& axis, std::size_t cell) {
  const std::size_t count = value_count(axis);
  const Space space{{count}};
  const std::size_t cells = cells_along(space, 0);
  if (count == 0) {
    const auto edge = [&](std::size_t index) {
      return short_text(value_at(axis, static_cast<double>(index) / static_cast<double>(cells)));
    };
    return edge(cell) + " to " + edge(cell + 1);
  }
  std::vector<std::string> values;
  for (std::size_t i = 0; i < count; ++i) {
    const double at = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    if (cell_of(space, {at})[0] == cell) values.push_back(short_text(value_at(axis, at)));
  }
  if (axis.whole && values.size() > 2) return values.front() + " to " + values.back();
  return fmt::format("{}", fmt::join(values, ", "));
}

}  // namespace assay::stress
