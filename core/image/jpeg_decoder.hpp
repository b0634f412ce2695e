// SPDX-License-Identifier: Apache-2.0
// JPEG through libjpeg-turbo itself: about twice as fast as cv::imdecode, the same bits, and it
// says when pixels are missing, which OpenCV fills with grey in silence.
#pragma once

#include <string>
#include <string_view>

#include "core/image/pixels.hpp"

namespace assay::image {

/// What libjpeg complained of although it went on; each "" mostly.
struct JpegComplaints {
  std::string tolerated;  // no pixel was lost
  std::string truncated;  // the end of the file is missing: pixels that it holds are grey or coarse
};

/// Four: CMYK and YCCK, made colours as OpenCV does, without a profile.
enum class Inks { three, four };

/// Decodes into `out`, whose size is the stored one. Throws Error{dataset} for damage that loses
/// pixels in other ways than by a missing end.
JpegComplaints decode_jpeg(std::string_view bytes, Inks inks, const MutablePixelView& out);

}  // namespace assay::image
