// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/pair_maps.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace assay::pipeline {
namespace {

using Cells = std::vector<stress::CellTrials>;

double share_of(const stress::CellTrials& cell) {
  const std::size_t trials = cell.passed + cell.failed;
  return trials == 0 ? 0 : static_cast<double>(cell.failed) / static_cast<double>(trials);
}

/// How much shares differ between cells, as a sum of squares over all trials. Every pair has all
/// trials in its cells, so that these numbers compare, and counts of failures would not.
double difference_of(const Cells& cells) {
  stress::CellTrials all;
  for (const stress::CellTrials& cell : cells) {
    all.passed += cell.passed;
    all.failed += cell.failed;
  }
  double sum = 0;
  for (const stress::CellTrials& cell : cells) {
    const double apart = share_of(cell) - share_of(all);
    sum += static_cast<double>(cell.passed + cell.failed) * apart * apart;
  }
  return sum;
}

/// Choices of axes, the most different cells first; of equals, the first.
std::vector<std::size_t> ranked(const stress::CellCoverage& coverage) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < coverage.choices().size(); ++i) {
    differences.push_back(difference_of(coverage.trials(i)));
  }
  std::vector<std::size_t> order(differences.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return differences[a] > differences[b]; });
  return order;
}

std::vector<std::string> cells_of(const stress::FreeAxis& axis) {
  const stress::Space space{{value_count(axis)}};
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < cells_along(space, 0); ++i) cells.push_back(text_of_cell(axis, i));
  return cells;
}

}  // namespace

void add_pair_maps(const stress::Domain& domain, const stress::CellCoverage& coverage,
                   report::StressCoverage& shown) {
  if (coverage.choices().empty() || coverage.choices().front().size() != 2) return;
  shown.pairs = coverage.choices().size();
  const std::vector<std::size_t> order = ranked(coverage);
  for (std::size_t i = 0; i < std::min(order.size(), kPairMaps); ++i) {
    const auto& axes = coverage.choices()[order[i]];
    const stress::FreeAxis& first = domain.axes()[axes[0]];
    const stress::FreeAxis& second = domain.axes()[axes[1]];
    report::StressPairMap map{first.key, second.key, cells_of(first), cells_of(second), {}};
    for (const stress::CellTrials& cell : coverage.trials(order[i])) {
      map.cells.push_back({cell.passed, cell.failed});
    }
    shown.maps.push_back(std::move(map));
  }
}

}  // namespace assay::pipeline
