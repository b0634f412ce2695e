// SPDX-License-Identifier: Apache-2.0
// What is left of pixels after they have been a lossy file: compressed and decoded again. The file
// goes into memory that the caller lends; equal pixels give equal results.
#pragma once

#include <cstddef>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::image {

/// JPEG: baseline, 4:2:0, libjpeg's quality 0 to 100 (0 is as 1). Both views are RGB, of one size,
/// at most 65,500 pixels a side; `memory` holds jpeg_bytes_at_most(). Throws Error{internal}.
void recompress_jpeg(const PixelView& from, int quality, std::span<std::byte> memory,
                     const MutablePixelView& to);

/// WebP: lossy, 4:2:0, libwebp's quality 0 to 100, method 4. Both views are RGB, of one size. An
/// image of more than 16,383 pixels a side, which WebP cannot hold, is compressed in parts. Opens
/// the codec module: throws Error{io} where that is missing, else Error{internal}.
void recompress_webp(const PixelView& from, int quality, const MutablePixelView& to);

}  // namespace assay::image
