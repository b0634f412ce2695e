// SPDX-License-Identifier: Apache-2.0
// What the first bytes of an image file say about it, without decoding: so that a size limit acts,
// and memory is allocated, before a decoder runs. The bytes may be anything.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/image/pixels.hpp"

namespace assay::image {

enum class FileFormat : std::uint8_t { jpeg, png, bmp, gif, webp, tiff, pnm };
/// "JPEG", ...
std::string_view name_of(FileFormat format);

/// How the file stores colour.
enum class ColorModel : std::uint8_t { gray, rgb, ycbcr, cmyk, ycck, palette, other };

struct Header {
  FileFormat format = FileFormat::jpeg;
  Size size;            // as stored: before orientation; both at least 1
  int orientation = 1;  // EXIF's (TIFF: the tag), 1 to 8: 1 upright, 5 to 8 swap width and height
  int bits = 8;         // of one sample
  ColorModel color = ColorModel::other;
  bool alpha = false;           // has transparency, be it a colour key
  bool multiplied = false;      // the file's colours are multiplied by alpha (TIFF)
  bool several_frames = false;  // animation or pages: only the first is ever decoded
};

/// Throws Error{dataset} saying what the bytes are instead of an image, or which part of the header
/// is missing. Never reads outside of `bytes`; takes time in proportion to them at most.
Header probe(std::string_view bytes);

}  // namespace assay::image
