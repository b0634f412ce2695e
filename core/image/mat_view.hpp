// SPDX-License-Identifier: Apache-2.0
// Pixels as OpenCV's matrices without a copy. For the .cpp files of this folder alone.
#pragma once

#include <opencv2/core.hpp>

#include "core/image/pixels.hpp"

namespace assay::image {

/// A header over the view's bytes. Aborts when the view is smaller than its size says.
cv::Mat mat_over(const MutablePixelView& view);

/// The same over pixels that must only be read: OpenCV has no const matrix.
cv::Mat mat_over(const PixelView& view);

}  // namespace assay::image
