// SPDX-License-Identifier: Apache-2.0
// Some pixels by channel, for loops that do several at once (core/base/wide_vectors.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace assay::stress {

/// RGB.
struct PixelPlanes {
  static constexpr std::size_t kPixels = 1024;  // at most: they stay in the first cache
  using Plane = std::array<std::uint8_t, kPixels>;

  Plane red, green, blue;

  void split(const std::uint8_t* in, std::size_t pixels) {
    for (std::size_t i = 0; i < pixels; ++i) {
      red[i] = in[3 * i];
      green[i] = in[3 * i + 1];
      blue[i] = in[3 * i + 2];
    }
  }

  void merge(std::size_t pixels, std::uint8_t* out) const {
    for (std::size_t i = 0; i < pixels; ++i) {
      out[3 * i] = red[i];
      out[3 * i + 1] = green[i];
      out[3 * i + 2] = blue[i];
    }
  }
};

}  // namespace assay::stress
