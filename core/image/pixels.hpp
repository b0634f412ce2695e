// SPDX-License-Identifier: Apache-2.0
// Decoded pixels as everything here speaks of them: u8, [height, width, channels], rows from the
// top without padding. The memory is always somebody else's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace assay::image {

/// In pixels.
struct Size {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool operator==(const Size&) const = default;
};

enum class PixelFormat : std::uint8_t { rgb, bgr, gray, rgba };

/// A colour, e.g. one that pixels with alpha are laid over.
struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(const Rgb&) const = default;
};

/// Bytes of one pixel.
constexpr int channels(PixelFormat format) {
  return format == PixelFormat::gray ? 1 : format == PixelFormat::rgba ? 4 : 3;
}

/// Bytes of an image. No overflow for sizes within a decode limit.
constexpr std::size_t byte_size(Size size, PixelFormat format) {
  return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) *
         static_cast<std::size_t>(channels(format));
}

/// Pixels to read. `bytes` holds byte_size() of them at least.
struct PixelView {
  std::span<const std::byte> bytes;
  Size size;
  PixelFormat format = PixelFormat::rgb;
};

/// Pixels to write.
struct MutablePixelView {
  std::span<std::byte> bytes;
  Size size;
  PixelFormat format = PixelFormat::rgb;
};

}  // namespace assay::image
