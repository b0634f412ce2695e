// SPDX-License-Identifier: Apache-2.0
// Blurs by kernels that are made of vertical spans of equal weight, such as discs. Each span is
// one difference of running sums, however long it is: time grows with the kernel's width, not with
// its area. (Vertical, as sums that run down a column are of many columns at once.)
#pragma once

#include "core/image/pixels.hpp"
#include "core/stress/filter/span_kernel.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// Adds `offset` (0 to 1) and cuts off decimals: 0.5 rounds. Weights are used as they are; of no
/// pixel is their sum below 0. Outside of the image is its mirror image about its outermost pixels.
/// RGB; nothing overlaps.
///
/// Short spans of a sum below 1.99 are summed up in fixed point, which may make what is nearly all
/// black too light by a 512th for each span, or a 256th where their sum is above 1: by less than
/// 0.1 with discs of up to 15 pixels, and less than 0.4 with any. What has one colour keeps it if
/// the offset is 0.0625 or more.
void blur_by_spans(const SpanKernel& kernel, float offset, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
