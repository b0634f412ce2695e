// SPDX-License-Identifier: Apache-2.0
// From what a decoder gives to the pixels that were asked for. For the decoders of this library and
// of the codec module, which is compiled with it.
#pragma once

#include <opencv2/core.hpp>

#include "core/image/pixels.hpp"

namespace assay::image {

/// 8-bit BGR, or grey where `out` is grey, in out's format and size.
void write_opaque(const cv::Mat& decoded, const MutablePixelView& out);

/// How the colours of an image with alpha are stored.
enum class Alpha { straight, multiplied };

/// 8- or 16-bit BGRA laid over the background, computed in whole numbers at the depth of the image
/// and rounded to the nearest; 16 bits then lose their lower half, as everywhere here, so that
/// opaque pixels are what they are without a background. nullptr drops alpha.
void write_composed(const cv::Mat& decoded, Alpha alpha, const Rgb* background,
                    const MutablePixelView& out);

}  // namespace assay::image
