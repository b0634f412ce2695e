// SPDX-License-Identifier: Apache-2.0
#include "core/image/encode.hpp"

#include <algorithm>
#include <cstddef>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/check.hpp"
#include "core/image/jpeg_encoder.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {
namespace {

constexpr int kThumbnailQuality = 80;

}  // namespace

std::string encode_jpeg(const PixelView& pixels, int quality) {
  std::vector<std::byte> memory(jpeg_bytes_at_most(pixels.size));
  const std::size_t bytes = encode_jpeg_into(pixels, quality, memory);
  return {reinterpret_cast<const char*>(memory.data()), bytes};
}

Size thumbnail_size(Size size, std::int64_t max_side) {
  const std::int64_t longer = std::max(size.width, size.height);
  if (longer <= max_side) return size;
  const auto scaled = [&](std::int64_t side) {
    return std::max<std::int64_t>(1, (side * max_side + longer / 2) / longer);
  };
  return {scaled(size.width), scaled(size.height)};
}

Thumbnail make_thumbnail(const PixelView& pixels, int max_side) {
  ASSAY_CHECK(max_side > 0);
  const Size size = thumbnail_size(pixels.size, max_side);
  if (size == pixels.size) return {encode_jpeg(pixels, kThumbnailQuality), size};
  std::vector<std::byte> small(byte_size(size, pixels.format));
  cv::Mat target = mat_over(MutablePixelView{small, size, pixels.format});
  cv::resize(mat_over(pixels), target, target.size(), 0, 0, cv::INTER_AREA);
  return {encode_jpeg({small, size, pixels.format}, kThumbnailQuality), size};
}

}  // namespace assay::image
