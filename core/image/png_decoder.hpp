// SPDX-License-Identifier: Apache-2.0
// PNG through libpng itself, set up as OpenCV does, so that the pixels are those of cv::imdecode:
// damage is told exactly, and OpenCV's codecs need not be loaded, which takes longer than many a
// run.
#pragma once

#include <optional>
#include <string_view>

#include "core/image/pixels.hpp"

namespace assay::image {

/// Decodes the stored pixels into `out`, which has the size of the image. What has alpha, colour
/// keys too, is laid over `background`; nullopt drops alpha. Throws Error{dataset}: damaged, or of
/// another size.
void decode_png(std::string_view file, const std::optional<Rgb>& background,
                const MutablePixelView& out);

}  // namespace assay::image
