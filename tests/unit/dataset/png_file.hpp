// SPDX-License-Identifier: Apache-2.0
// PNG files of every kind, for tests.
#pragma once

#include <spng.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace assay::test {

/// What a PNG stores. `packed` are its rows as they are stored, closely packed.
struct PngContent {
  std::uint32_t width = 1;
  std::uint32_t height = 1;
  spng_color_type color = SPNG_COLOR_TYPE_GRAYSCALE;
  std::uint8_t bits = 8;
  std::vector<std::uint8_t> packed;
  std::uint32_t palette_entries = 0;
};

inline std::string png_file(const PngContent& content) {
  spng_ctx* context = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{content.width,
                   content.height,
                   content.bits,
                   static_cast<std::uint8_t>(content.color),
                   0,
                   0,
                   0};
  spng_set_ihdr(context, &header);
  if (content.palette_entries > 0) {
    spng_plte palette{};
    palette.n_entries = content.palette_entries;
    for (std::uint32_t i = 0; i < palette.n_entries; ++i) {
      palette.entries[i] = {static_cast<std::uint8_t>(255 - i), 7, 9, 0};
    }
    spng_set_plte(context, &palette);
  }
  int error = spng_encode_image(context, content.packed.data(), content.packed.size(), SPNG_FMT_PNG,
                                SPNG_ENCODE_FINALIZE);
  std::size_t size = 0;
  void* bytes = error == 0 ? spng_get_png_buffer(context, &size, &error) : nullptr;
  const std::string file(static_cast<const char*>(bytes), size);
  std::free(bytes);
  spng_ctx_free(context);
  return file;
}

/// 8-bit grey.
inline std::string label_png(std::uint32_t width, std::vector<std::uint8_t> labels) {
  const auto height = static_cast<std::uint32_t>(labels.size()) / width;
  return png_file({width, height, SPNG_COLOR_TYPE_GRAYSCALE, 8, std::move(labels), 0});
}

}  // namespace assay::test
