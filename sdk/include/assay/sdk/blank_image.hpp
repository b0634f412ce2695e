// SPDX-License-Identifier: Apache-2.0
// An image to warm a model up with: the first prediction of most networks takes many times as long
// as those that follow, and belongs into load, which has a deadline of its own.
#pragma once

#include <assay/sdk/image.hpp>
#include <assay/sdk/visibility.hpp>

#include <vector>

namespace assay {
inline namespace ASSAY_HIDDEN sdk_1_0 {

/// Owns its pixels, which are all of one value.
class BlankImage {
 public:
  /// In pixels, both at least 1. The colour should be one that the entry accepts.
  BlankImage(int width, int height, Color color = Color::rgb, std::uint8_t value = 114)
      : pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                    static_cast<std::size_t>(channels_of(color)),
                value),
        shape_{height, width, channels_of(color)},
        strides_{width * channels_of(color), channels_of(color), 1} {
    abi_.struct_size = sizeof abi_;
    abi_.color = static_cast<assay_color_t>(color);
    abi_.pixels.data = pixels_.data();
    abi_.pixels.device = {ASSAY_DEVICE_CPU, 0};
    abi_.pixels.ndim = 3;
    abi_.pixels.dtype = {ASSAY_DTYPE_UINT, 8, 1};
    abi_.pixels.shape = shape_;
    abi_.pixels.strides = strides_;
  }
  BlankImage(const BlankImage&) = delete;
  BlankImage& operator=(const BlankImage&) = delete;

  /// Valid as long as this.
  Image image() const noexcept { return Image(abi_); }

 private:
  static constexpr int channels_of(Color color) noexcept {
    return color == Color::gray ? 1 : color == Color::rgba ? 4 : 3;
  }

  std::vector<std::uint8_t> pixels_;
  std::int64_t shape_[3];
  std::int64_t strides_[3];
  assay_image_t abi_ = {};
};

}  // namespace sdk_1_0
}  // namespace assay
