// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/cumulative_counts.hpp"

namespace assay::stress {
namespace {

/// [v][k]: 1 where a value v counts, which is where k is at least v.
constexpr std::array<Counts, kParts> kFrom = [] {
  std::array<Counts, kParts> from{};
  for (std::size_t v = 0; v < kParts; ++v) {
    for (std::size_t k = v; k < kParts; ++k) from[v][k] = 1;
  }
  return from;
}();

// All work on copies, which nothing can overlap.

Counts sum(Counts counts, const Counts& more) {
  for (std::size_t k = 0; k < kParts; ++k) {
    counts[k] = static_cast<std::uint8_t>(counts[k] + more[k]);
  }
  return counts;
}

Counts rest(Counts counts, const Counts& less) {
  for (std::size_t k = 0; k < kParts; ++k) {
    counts[k] = static_cast<std::uint8_t>(counts[k] - less[k]);
  }
  return counts;
}

}  // namespace

void add_value(ColumnCounts& column, std::uint8_t value) {
  Counts& fine = column.fine[value / kParts];
  column.coarse = sum(column.coarse, kFrom[value / kParts]);
  fine = sum(fine, kFrom[value % kParts]);
}

void replace_value(ColumnCounts& column, std::uint8_t gone, std::uint8_t come) {
  Counts& less = column.fine[gone / kParts];
  Counts& more = column.fine[come / kParts];
  column.coarse = sum(rest(column.coarse, kFrom[gone / kParts]), kFrom[come / kParts]);
  less = rest(less, kFrom[gone % kParts]);
  more = sum(more, kFrom[come % kParts]);
}

void add(CountSums& sums, const Counts& come) {
  CountSums now = sums;
  const Counts more = come;
  for (std::size_t k = 0; k < kParts; ++k) now[k] = static_cast<std::int16_t>(now[k] + more[k]);
  sums = now;
}

void move(CountSums& sums, const Counts& gone, const Counts& come) {
  CountSums now = sums;
  const Counts less = gone;
  const Counts more = come;
  for (std::size_t k = 0; k < kParts; ++k) {
    now[k] = static_cast<std::int16_t>(now[k] + more[k] - less[k]);
  }
  sums = now;
}

std::size_t count_less(const CountSums& sums, std::int16_t than) {
  std::int16_t count = 0;
  for (std::size_t k = 0; k < kParts; ++k) {
    count = static_cast<std::int16_t>(count + (sums[k] < than ? 1 : 0));
  }
  return static_cast<std::size_t>(count);
}

}  // namespace assay::stress
