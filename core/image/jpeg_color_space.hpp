// SPDX-License-Identifier: Apache-2.0
// libjpeg's names for pixels as they lie in memory. For the .cpp files of this folder alone.
#pragma once

#include <cstdio>

#include <jpeglib.h>  // needs <cstdio> before it

#include "core/image/pixels.hpp"

#ifndef JCS_EXTENSIONS
#error "libjpeg-turbo is needed: another libjpeg cannot read or write BGR or RGBA"
#endif

namespace assay::image {

constexpr J_COLOR_SPACE jpeg_color_space(PixelFormat format) {
  switch (format) {
    case PixelFormat::rgb:
      return JCS_EXT_RGB;
    case PixelFormat::bgr:
      return JCS_EXT_BGR;
    case PixelFormat::rgba:
      return JCS_EXT_RGBA;
    case PixelFormat::gray:
      break;
  }
  return JCS_GRAYSCALE;
}

}  // namespace assay::image
