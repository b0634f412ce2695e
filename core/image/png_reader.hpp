// SPDX-License-Identifier: Apache-2.0
// libpng as a class: for whatever reads PNG files here.
#pragma once

#include <png.h>

#include <array>
#include <csetjmp>
#include <cstddef>
#include <span>
#include <string_view>

#include "core/image/pixels.hpp"

namespace assay::image {

/// One file in memory that outlives it. open(), one of ask_...(), read(), in this order: each is
/// false where libpng gave up, and error() says why.
class PngReader {
 public:
  explicit PngReader(std::string_view file) : source_{file} {}
  ~PngReader() { png_destroy_read_struct(&reader_, &info_, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  /// Reads what comes before the pixels.
  bool open();

  /// The settings of OpenCV's decoder for an image without alpha, 8 bits deep.
  bool ask_for_opaque(PixelFormat format);
  /// BGRA as deep as it is stored, 8 bits at least; colour keys and palettes' alpha included.
  bool ask_for_alpha();
  /// As it is stored, indices of palettes too: a byte for each sample, or two in the machine's
  /// order where there are 16 bits.
  bool ask_for_samples();

  /// The pixels, rows from the top without padding: `memory` has row_bytes() for each.
  bool read(std::span<std::byte> memory);

  Size size() const {
    return {png_get_image_width(reader_, info_), png_get_image_height(reader_, info_)};
  }
  int channels() const { return png_get_channels(reader_, info_); }
  /// Of a sample; as stored until something is asked for.
  int bits() const { return png_get_bit_depth(reader_, info_); }
  bool has_palette() const { return png_get_color_type(reader_, info_) == PNG_COLOR_TYPE_PALETTE; }
  std::size_t row_bytes() const { return png_get_rowbytes(reader_, info_); }

  /// Why libpng gave up; "" where there was no memory to begin with.
  const char* error() const { return source_.fatal.data(); }

  /// What libpng is told of through its pointers.
  struct Source {
    std::string_view rest;
    std::jmp_buf give_up{};
    std::array<char, 200> fatal{};  // why decoding stopped
  };

 private:
  bool update();
  bool read_rows(png_bytepp rows);

  Source source_;
  png_structp reader_ = nullptr;
  png_infop info_ = nullptr;
};

}  // namespace assay::image
