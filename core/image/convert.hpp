// SPDX-License-Identifier: Apache-2.0
// Colours of decoded pixels.
#pragma once

#include "core/image/pixels.hpp"

namespace assay::image {

/// RGB pixels in another format: channels in another order, grey by 0.299 R + 0.587 G + 0.114 B
/// (cv::cvtColor, bit for bit), or opaque. Both have the same size and do not overlap.
void convert_rgb(const PixelView& rgb, const MutablePixelView& to);

}  // namespace assay::image
