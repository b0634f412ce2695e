// SPDX-License-Identifier: Apache-2.0
// An image as the host hands it over: a view of read-only pixels, valid until the entry returns.
#pragma once

#include <assay/plugin.h>
#include <assay/sdk/visibility.hpp>

#include <cstddef>
#include <cstdint>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// Order of the channels. An entry states what it accepts with .colors(...); the default is rgb.
enum class Color : assay_color_t {
  rgb = ASSAY_COLOR_RGB,
  bgr = ASSAY_COLOR_BGR,
  gray = ASSAY_COLOR_GRAY,
  rgba = ASSAY_COLOR_RGBA,
};

/// u8, [height, width, channels]; the channels of a pixel and the pixels of a row lie together,
/// rows may be padded. Upright and sRGB-coded. Writing to the pixels ends the process.
class Image {
 public:
  explicit Image(const assay_image_t& image) noexcept
      : data_(static_cast<const std::uint8_t*>(image.pixels.data) + image.pixels.byte_offset),
        height_(static_cast<int>(image.pixels.shape[0])),
        width_(static_cast<int>(image.pixels.shape[1])),
        channels_(static_cast<int>(image.pixels.shape[2])),
        row_stride_(static_cast<std::ptrdiff_t>(image.pixels.strides[0])),
        color_(static_cast<Color>(image.color)) {}

  const std::uint8_t* data() const noexcept { return data_; }
  const std::uint8_t* row(int y) const noexcept { return data_ + y * row_stride_; }
  int width() const noexcept { return width_; }
  int height() const noexcept { return height_; }
  int channels() const noexcept { return channels_; }
  /// Bytes from one row to the next.
  std::ptrdiff_t row_stride() const noexcept { return row_stride_; }
  Color color() const noexcept { return color_; }

 private:
  const std::uint8_t* data_;
  int height_;
  int width_;
  int channels_;
  std::ptrdiff_t row_stride_;
  Color color_;
};

}  // namespace sdk_1_0
}  // namespace assay
