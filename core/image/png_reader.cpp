// SPDX-License-Identifier: Apache-2.0
// libpng's errors jump out over whatever is below setjmp: no object with a destructor may live
// there.
#include "core/image/png_reader.hpp"

#include <bit>
#include <cstdio>
#include <cstring>
#include <vector>

#include "core/base/check.hpp"

namespace assay::image {

extern "C" {
[[noreturn]] static void on_error(png_structp reader, png_const_charp text) {
  auto& source = *static_cast<PngReader::Source*>(png_get_error_ptr(reader));
  std::snprintf(source.fatal.data(), source.fatal.size(), "%s", text);
  std::longjmp(source.give_up, 1);
}

/// What libpng warns of concerns chunks that are not used here, or comes back as an error.
static void on_warning(png_structp, png_const_charp) {}

static void on_read(png_structp reader, png_bytep to, png_size_t count) {
  auto& source = *static_cast<PngReader::Source*>(png_get_io_ptr(reader));
  if (count > source.rest.size()) png_error(reader, "the file ends too early");
  std::memcpy(to, source.rest.data(), count);
  source.rest.remove_prefix(count);
}
}

bool PngReader::open() {
  if (setjmp(source_.give_up) != 0) return false;
  reader_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, on_error, on_warning);
  if (reader_ == nullptr) return false;
  info_ = png_create_info_struct(reader_);
  if (info_ == nullptr) return false;
  png_set_read_fn(reader_, &source_, on_read);
  png_read_info(reader_, info_);
  return true;
}

bool PngReader::ask_for_opaque(PixelFormat format) {
  if (setjmp(source_.give_up) != 0) return false;
  png_set_strip_16(reader_);
  png_set_strip_alpha(reader_);
  const int type = png_get_color_type(reader_, info_);
  const bool colored = (type & PNG_COLOR_MASK_COLOR) != 0;
  if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(reader_);
  if (!colored && png_get_bit_depth(reader_, info_) < 8) png_set_expand_gray_1_2_4_to_8(reader_);
  if (format == PixelFormat::gray) {
    if (colored) png_set_rgb_to_gray(reader_, 1, 0.299, 0.587);
  } else if (!colored) {
    png_set_gray_to_rgb(reader_);
  }
  if (format == PixelFormat::bgr && colored) png_set_bgr(reader_);
  if (format == PixelFormat::rgba) png_set_add_alpha(reader_, 0xFF, PNG_FILLER_AFTER);
  return update();
}

bool PngReader::ask_for_alpha() {
  if (setjmp(source_.give_up) != 0) return false;
  png_set_expand(reader_);
  png_set_gray_to_rgb(reader_);
  png_set_bgr(reader_);
  png_set_add_alpha(reader_, 0xFFFF, PNG_FILLER_AFTER);
  if (std::endian::native == std::endian::little) png_set_swap(reader_);
  return update();
}

bool PngReader::ask_for_samples() {
  if (setjmp(source_.give_up) != 0) return false;
  png_set_packing(reader_);
  if (std::endian::native == std::endian::little) png_set_swap(reader_);
  return update();
}

bool PngReader::read(std::span<std::byte> memory) {
  std::vector<png_bytep> rows(static_cast<std::size_t>(size().height));
  // Whatever the settings came to: rows must not be longer than there is room for.
  ASSAY_CHECK(row_bytes() * rows.size() == memory.size());
  for (std::size_t y = 0; y < rows.size(); ++y) {
    rows[y] = reinterpret_cast<png_bytep>(memory.data() + y * row_bytes());
  }
  return read_rows(rows.data());
}

bool PngReader::read_rows(png_bytepp rows) {
  if (setjmp(source_.give_up) != 0) return false;
  png_read_image(reader_, rows);
  png_read_end(reader_, nullptr);
  return true;
}

bool PngReader::update() {
  png_set_interlace_handling(reader_);
  png_read_update_info(reader_, info_);
  return true;
}

}  // namespace assay::image
