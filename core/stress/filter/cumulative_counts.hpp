// SPDX-License-Identifier: Apache-2.0
// How many pixels have values up to each, for the median of squares: Perreault, Hebert, Median
// filtering in constant time (2007), whose columns of pixels have histograms that move down with
// the rows, while the sum of those under the square moves along a row. With cumulative counts, what
// a value adds, and where the median is, are sums and comparisons of sixteen numbers without a
// branch.
//
// These functions are in a file of their own because compilers do sixteen numbers at once as long
// as they do not put the functions into others: there they make single numbers of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::stress {

constexpr std::size_t kParts = 16;  // of all values, and of the values of each part

using Counts = std::array<std::uint8_t, kParts>;

/// At most 255 pixels: how many are of the parts up to each, and of each part, of the values up to
/// each.
struct ColumnCounts {
  Counts coarse{};
  std::array<Counts, kParts> fine{};
};

void add_value(ColumnCounts& column, std::uint8_t value);
void replace_value(ColumnCounts& column, std::uint8_t gone, std::uint8_t come);

/// Of the pixels of several columns, less than 32768.
using CountSums = std::array<std::int16_t, kParts>;

void add(CountSums& sums, const Counts& come);
void move(CountSums& sums, const Counts& gone, const Counts& come);

/// How many of the sums are less.
std::size_t count_less(const CountSums& sums, std::int16_t than);

}  // namespace assay::stress
