// SPDX-License-Identifier: Apache-2.0
// The samples of a PNG file as they are stored: what label images and identifiers in colours are
// read with. Decoders for pictures (decode.hpp) replace palette indices by colours.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/image/pixels.hpp"

namespace assay::image {

struct PngSamples {
  Size size;
  int channels = 1;                    // 1 grey or palette index, 2 grey and alpha, 3 RGB, 4 RGBA
  int bits = 8;                        // as stored: 1, 2, 4, 8 or 16
  bool palette = false;                // samples are indices
  std::vector<std::uint16_t> samples;  // [height, width, channels]
};

/// Throws Error{dataset}: not a PNG, damaged, or more than `max_pixels` (checked before anything is
/// allocated).
PngSamples read_png_samples(std::string_view bytes, std::int64_t max_pixels = 100'000'000);

}  // namespace assay::image
