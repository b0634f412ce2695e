// SPDX-License-Identifier: Apache-2.0
#include "core/image/png_samples.hpp"

#include <fmt/format.h>
#include <spng.h>

#include <cstring>
#include <memory>

#include "core/base/error.hpp"

namespace assay::image {
namespace {

using Context = std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)>;

void require(int status) {
  if (status == 0) return;
  if (status == SPNG_EMEM) throw std::bad_alloc();
  throw Error(ErrorKind::dataset,
              fmt::format("damaged PNG ({}); replace the file", spng_strerror(status)));
}

int channels_of(const spng_ihdr& header) {
  switch (header.color_type) {
    case SPNG_COLOR_TYPE_GRAYSCALE_ALPHA:
      return 2;
    case SPNG_COLOR_TYPE_TRUECOLOR:
      return 3;
    case SPNG_COLOR_TYPE_TRUECOLOR_ALPHA:
      return 4;
    default:
      return 1;
  }
}

/// Samples of a row, which lie closely packed from the high bits on. 16-bit ones are in the
/// machine's order.
void unpack_row(const unsigned char* row, int bits, std::uint16_t* samples, std::size_t count) {
  if (bits == 16) {
    std::memcpy(samples, row, count * sizeof(std::uint16_t));
    return;
  }
  const unsigned mask = (1U << bits) - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t bit = i * static_cast<std::size_t>(bits);
    const unsigned shift = 8U - static_cast<unsigned>(bits) - static_cast<unsigned>(bit % 8);
    samples[i] = static_cast<std::uint16_t>(static_cast<unsigned>(row[bit / 8]) >> shift & mask);
  }
}

}  // namespace

PngSamples read_png_samples(std::string_view bytes, std::int64_t max_pixels) {
  const Context context(spng_ctx_new(0), spng_ctx_free);
  if (!context) throw std::bad_alloc();
  require(spng_set_png_buffer(context.get(), bytes.data(), bytes.size()));
  spng_ihdr header{};
  require(spng_get_ihdr(context.get(), &header));
  PngSamples result;
  result.size = {header.width, header.height};
  if (result.size.width * result.size.height > max_pixels) {
    throw Error(ErrorKind::dataset, fmt::format("has {}x{} pixels, at most {} are allowed",
                                                result.size.width, result.size.height, max_pixels));
  }
  result.channels = channels_of(header);
  result.bits = header.bit_depth;
  result.palette = header.color_type == SPNG_COLOR_TYPE_INDEXED;

  std::size_t stored = 0;
  require(spng_decoded_image_size(context.get(), SPNG_FMT_PNG, &stored));
  std::vector<unsigned char> packed(stored);
  require(spng_decode_image(context.get(), packed.data(), packed.size(), SPNG_FMT_PNG, 0));
  const std::size_t row_bytes = stored / header.height;
  const std::size_t row_samples =
      std::size_t{header.width} * static_cast<unsigned>(result.channels);
  result.samples.resize(row_samples * header.height);
  for (std::size_t y = 0; y < header.height; ++y) {
    unpack_row(&packed[y * row_bytes], result.bits, &result.samples[y * row_samples], row_samples);
  }
  return result;
}

}  // namespace assay::image
