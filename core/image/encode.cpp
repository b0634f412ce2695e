// SPDX-License-Identifier: Apache-2.0
#include "core/image/encode.hpp"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {
namespace {

constexpr int kThumbnailQuality = 80;

/// In the order of channels that OpenCV writes.
cv::Mat in_file_order(const cv::Mat& pixels, PixelFormat format, bool keep_alpha) {
  cv::Mat ordered;
  switch (format) {
    case PixelFormat::rgb:
      cv::cvtColor(pixels, ordered, cv::COLOR_RGB2BGR);
      break;
    case PixelFormat::rgba:
      cv::cvtColor(pixels, ordered, keep_alpha ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGBA2BGR);
      break;
    case PixelFormat::bgr:
    case PixelFormat::gray:
      ordered = pixels;
      break;
  }
  return ordered;
}

std::string encode(const char* extension, const cv::Mat& pixels, const std::vector<int>& options) {
  std::vector<uchar> bytes;
  try {
    cv::imencode(extension, pixels, bytes, options);
  } catch (const cv::Exception& error) {
    throw Error(ErrorKind::internal, "cannot encode an image: " + error.err);
  }
  return {bytes.begin(), bytes.end()};
}

Size thumbnail_size(Size size, std::int64_t max_side) {
  const std::int64_t longer = std::max(size.width, size.height);
  if (longer <= max_side) return size;
  const auto scaled = [&](std::int64_t side) {
    return std::max<std::int64_t>(1, (side * max_side + longer / 2) / longer);
  };
  return {scaled(size.width), scaled(size.height)};
}

}  // namespace

std::string encode_jpeg(const PixelView& pixels, int quality) {
  return encode(".jpg", in_file_order(mat_over(pixels), pixels.format, false),
                {cv::IMWRITE_JPEG_QUALITY, quality});
}

std::string encode_png(const PixelView& pixels) {
  return encode(".png", in_file_order(mat_over(pixels), pixels.format, true), {});
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
