// SPDX-License-Identifier: Apache-2.0
// Blurs by kernels that are made of vertical spans of equal weight, such as discs. Each span is
// one difference of running sums, however long it is: time grows with the kernel's width, not with
// its area. (Vertical, as sums that run down a column are of many columns at once.)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

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

/// Adds `offset` and cuts off decimals: 0.5 rounds. Weights are used as they are. Outside of the
/// image is its mirror image about its outermost pixels. RGB; nothing overlaps.
void blur_by_spans(const SpanKernel& kernel, float offset, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
