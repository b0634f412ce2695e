// SPDX-License-Identifier: Apache-2.0
// Pixels back to image files: what the report shows. Equal pixels give equal bytes.
#pragma once

#include <string>

#include "core/image/pixels.hpp"

namespace assay::image {

/// A JPEG file, as jpeg_encoder.hpp describes it.
std::string encode_jpeg(const PixelView& pixels, int quality);

/// A PNG file, lossless; alpha is kept.
std::string encode_png(const PixelView& pixels);

/// A JPEG for people to look at, with the size it has.
struct Thumbnail {
  std::string jpeg;
  Size size;
};

/// `size` scaled so that the longer side has at most `max_side` pixels; never enlarged.
Size thumbnail_size(Size size, std::int64_t max_side);

/// Of thumbnail_size(), area-averaged.
Thumbnail make_thumbnail(const PixelView& pixels, int max_side);

}  // namespace assay::image
