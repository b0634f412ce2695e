// SPDX-License-Identifier: Apache-2.0
// Change of size before prediction. Mapping predictions back is not here.
#pragma once

#include "core/image/pixels.hpp"

namespace assay::image {

/// Bilinear, pixel centres at halves, no smoothing when shrinking: cv::resize with INTER_LINEAR,
/// bit for bit. Both have the same format and a side of at least 1; they must not overlap.
void resize_bilinear(const PixelView& from, const MutablePixelView& to);

}  // namespace assay::image
