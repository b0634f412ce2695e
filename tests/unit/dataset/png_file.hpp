// SPDX-License-Identifier: Apache-2.0
// PNG files of every kind, for tests.
#pragma once

#include <png.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace assay::test {

/// What a PNG stores. `packed` are its rows as they are stored, closely packed.
struct PngContent {
  std::uint32_t width = 1;
  std::uint32_t height = 1;
  int color = PNG_COLOR_TYPE_GRAY;
  int bits = 8;
  std::vector<std::uint8_t> packed;
  int palette_entries = 0;
};

/// libpng ends the process where the content is none.
inline std::string png_file(PngContent content) {
  std::string file;
  png_structp writer = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(writer);
  png_set_write_fn(
      writer, &file,
      [](png_structp to, png_bytep bytes, png_size_t count) {
        static_cast<std::string*>(png_get_io_ptr(to))
            ->append(reinterpret_cast<const char*>(bytes), count);
      },
      nullptr);
  png_set_IHDR(writer, info, content.width, content.height, content.bits, content.color,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  std::vector<png_color> palette;
  for (int i = 0; i < content.palette_entries; ++i) {
    palette.push_back({static_cast<png_byte>(255 - i), 7, 9});
  }
  if (!palette.empty()) png_set_PLTE(writer, info, palette.data(), content.palette_entries);
  png_write_info(writer, info);
  const std::size_t row_bytes = content.packed.size() / content.height;
  for (std::uint32_t y = 0; y < content.height; ++y) {
    png_write_row(writer, &content.packed[y * row_bytes]);
  }
  png_write_end(writer, info);
  png_destroy_write_struct(&writer, &info);
  return file;
}

/// 8-bit grey.
inline std::string label_png(std::uint32_t width, std::vector<std::uint8_t> labels) {
  const auto height = static_cast<std::uint32_t>(labels.size()) / width;
  return png_file({width, height, PNG_COLOR_TYPE_GRAY, 8, std::move(labels), 0});
}

}  // namespace assay::test
