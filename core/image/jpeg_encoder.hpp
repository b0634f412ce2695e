// SPDX-License-Identifier: Apache-2.0
// JPEG files by libjpeg-turbo itself, into memory that the caller lends: the bytes of OpenCV's
// encoder, whose codecs need not be loaded for it. encode.hpp has the same with memory of its own.
#pragma once

#include <cstddef>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::image {

/// The most bytes that encode_jpeg_into() needs for a file.
std::size_t jpeg_bytes_at_most(Size size);

/// Baseline, 4:2:0, libjpeg's quality 0 to 100 (0 is as 1), at most 65,500 pixels a side; alpha is
/// dropped. `memory` holds jpeg_bytes_at_most(). Returns the bytes written. Throws Error{internal}.
std::size_t encode_jpeg_into(const PixelView& pixels, int quality, std::span<std::byte> memory);

}  // namespace assay::image
