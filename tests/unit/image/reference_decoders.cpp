// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/image/reference_decoders.hpp"

#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>

#include <jpeglib.h>  // needs <cstdio> before it

namespace assay::image::test {
namespace {

void read_png(png_structp reader, png_bytep to, png_size_t count) {
  auto& rest = *static_cast<std::pair<const char*, std::size_t>*>(png_get_io_ptr(reader));
  if (count > rest.second) png_error(reader, "short");
  std::memcpy(to, rest.first, count);
  rest.first += count;
  rest.second -= count;
}

extern "C" [[noreturn]] void jump_out_of_png(png_structp reader, png_const_charp) {
  png_longjmp(reader, 1);
}
extern "C" void say_nothing(png_structp, png_const_charp) {}

struct JumpOutOfJpeg {
  jpeg_error_mgr base{};
  std::jmp_buf place{};
};
extern "C" [[noreturn]] void jump_out_of_jpeg(j_common_ptr decoder) {
  std::longjmp(reinterpret_cast<JumpOutOfJpeg*>(decoder->err)->place, 1);
}
extern "C" void print_nothing(j_common_ptr) {}

std::uint16_t through(int ink, int black) {
  return static_cast<std::uint16_t>(black - ((255 - ink) * black >> 8));
}

void append_row(const std::vector<JSAMPLE>& row, bool inks, Samples& samples) {
  for (std::size_t x = 0; x < samples.width; ++x) {
    const JSAMPLE* p = row.data() + x * (inks ? 4 : 3);
    for (int c = 0; c < 3; ++c) samples.rgba.push_back(inks ? through(p[c], p[3]) : p[c]);
    samples.rgba.push_back(255);
  }
}

}  // namespace

std::optional<Samples> png_samples(const std::string& file) {
  Samples samples;
  std::vector<std::uint8_t> bytes;
  std::vector<png_bytep> rows;
  std::pair<const char*, std::size_t> rest{file.data(), file.size()};
  png_structp reader =
      png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, jump_out_of_png, say_nothing);
  png_infop info = png_create_info_struct(reader);
  if (setjmp(png_jmpbuf(reader)) != 0) {
    png_destroy_read_struct(&reader, &info, nullptr);
    return std::nullopt;
  }
  png_set_read_fn(reader, &rest, read_png);
  png_read_info(reader, info);
  png_set_expand(reader);
  png_set_gray_to_rgb(reader);
  png_set_add_alpha(reader, 0xFFFF, PNG_FILLER_AFTER);
  png_set_interlace_handling(reader);
  png_read_update_info(reader, info);
  samples.width = png_get_image_width(reader, info);
  samples.height = png_get_image_height(reader, info);
  const std::size_t wide = png_get_bit_depth(reader, info) == 16 ? 2 : 1;
  samples.most = wide == 2 ? 65535 : 255;
  bytes.resize(samples.width * samples.height * 4 * wide);
  for (std::size_t y = 0; y < samples.height; ++y) {
    rows.push_back(bytes.data() + y * samples.width * 4 * wide);
  }
  png_read_image(reader, rows.data());
  png_read_end(reader, nullptr);
  png_destroy_read_struct(&reader, &info, nullptr);
  for (std::size_t i = 0; i < bytes.size(); i += wide) {
    samples.rgba.push_back(
        static_cast<std::uint16_t>(wide == 2 ? bytes[i] << 8 | bytes[i + 1] : bytes[i]));
  }
  return samples;
}

std::optional<Samples> jpeg_samples(const std::string& file) {
  Samples samples;
  std::vector<JSAMPLE> row;
  jpeg_decompress_struct decoder{};
  JumpOutOfJpeg jump;
  decoder.err = jpeg_std_error(&jump.base);
  jump.base.error_exit = jump_out_of_jpeg;
  jump.base.output_message = print_nothing;
  if (setjmp(jump.place) != 0) {
    jpeg_destroy_decompress(&decoder);
    return std::nullopt;
  }
  jpeg_create_decompress(&decoder);
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(file.data()), file.size());
  jpeg_read_header(&decoder, TRUE);
  const bool inks = decoder.num_components == 4;
  decoder.out_color_space = inks ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress(&decoder);
  samples.width = decoder.output_width;
  samples.height = decoder.output_height;
  row.resize(samples.width * 4);
  while (decoder.output_scanline < decoder.output_height) {
    JSAMPROW rows[] = {row.data()};
    jpeg_read_scanlines(&decoder, rows, 1);
    append_row(row, inks, samples);
  }
  jpeg_finish_decompress(&decoder);
  jpeg_destroy_decompress(&decoder);
  return samples;
}

}  // namespace assay::image::test
