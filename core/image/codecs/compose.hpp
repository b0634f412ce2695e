// SPDX-License-Identifier: Apache-2.0
// For the codec module's own files: from what a decoder gives to the pixels that were asked for.
#pragma once

#include <opencv2/core.hpp>

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

/// The pixels' memory as a matrix.
cv::Mat mat_over(const Pixels& pixels);

/// 8-bit BGR, or grey where `out` is grey, in out's format and size.
void write_opaque(const cv::Mat& decoded, const Pixels& out);

/// How the colours of an image with alpha are stored.
enum class Alpha { straight, multiplied };

inline const Rgb* color_of(const Background* background) {
  return background != nullptr ? &background->color : nullptr;
}

/// 8- or 16-bit BGRA laid over the background, computed in whole numbers at the depth of the image
/// and rounded to the nearest; 16 bits then lose their lower half, as everywhere here, so that
/// opaque pixels are what they are without a background. nullptr drops alpha.
void write_composed(const cv::Mat& decoded, Alpha alpha, const Rgb* background, const Pixels& out);

}  // namespace assay::image::codecs
