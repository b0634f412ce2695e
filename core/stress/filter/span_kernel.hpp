// SPDX-License-Identifier: Apache-2.0
// Kernels that are made of vertical spans of equal weight, such as discs.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace assay::stress {

/// Pixels from y - half to y + half of the columns x - column and x + column, where (x, y) is the
/// pixel that is computed. Column 0 counts once.
struct KernelSpan {
  int column = 0;  // 0 or more
  int half = 0;
  float weight = 1;
};

using SpanKernel = std::vector<KernelSpan>;

/// Sum of all weights.
double total(const SpanKernel& kernel);

/// Disc of that radius in pixels (0.5 or more): pixels weigh as much as of them is in it.
SpanKernel disc(double radius);

/// Binary digits after the point that numbers of 16 bits have room for where they are the sum of
/// two spans of `half`.
int span_decimals(int half);

struct FixedSpan {
  int column, half;
  std::uint16_t weight;  // in 65536ths
};

/// A kernel for sums of spans that have `span_decimals`; what comes of them has `decimals`, and is
/// too little by half of its last digit for each span, which `offset` makes up for. A span can be
/// there more than once: a weight may be more than 16 bits hold.
struct FixedKernel {
  std::vector<FixedSpan> added;
  std::vector<FixedSpan> subtracted;
  int decimals;
  std::uint16_t offset;
};

/// None where spans are too long for that, or their sum is near 2 or more. What rounding a weight
/// takes from a white image, the next one gets.
std::optional<FixedKernel> in_fixed_point(const SpanKernel& kernel, double offset);

}  // namespace assay::stress
