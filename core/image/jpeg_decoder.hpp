// SPDX-License-Identifier: Apache-2.0
// JPEG through libjpeg-turbo itself: about twice as fast as cv::imdecode, the same bits, and it
// says when pixels are missing, which OpenCV fills with grey in silence.
#pragma once

#include <string>
#include <string_view>

#include "core/image/pixels.hpp"

namespace assay::image {

/// Decodes into `out`, whose size is the stored one. Returns what libjpeg complained of although no
/// pixel was lost ("" mostly). Throws Error{dataset} for anything that loses pixels.
std::string decode_jpeg(std::string_view bytes, const MutablePixelView& out);

/// The same checks for a four-ink JPEG (CMYK, YCCK), the pixels being thrown away.
std::string verify_cmyk_jpeg(std::string_view bytes, Size size);

}  // namespace assay::image
