// SPDX-License-Identifier: Apache-2.0
// Pictures made on the spot, and what OpenCV makes of them.
#pragma once

#include <cstring>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "core/image/decode.hpp"

namespace assay::image::test {

/// A smooth picture with edges, different in every corner.
inline cv::Mat picture(int width, int height, int type = CV_8UC3) {
  cv::Mat pixels(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int block = (x / 9 + y / 7) % 2 == 0 ? 60 : 0;
      pixels.at<cv::Vec3b>(y, x) = {cv::saturate_cast<uchar>(x * 190 / width + block),
                                    cv::saturate_cast<uchar>(y * 190 / height + block),
                                    cv::saturate_cast<uchar>((x + y) % 256)};
    }
  }
  if (CV_MAT_CN(type) == 1) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2GRAY);
  if (CV_MAT_CN(type) == 4) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2BGRA);
  if (CV_MAT_DEPTH(type) == CV_16U) pixels.convertTo(pixels, type, 257);
  return pixels;
}

inline std::string encoded(const std::string& extension, const cv::Mat& pixels,
                           const std::vector<int>& options = {}) {
  std::vector<uchar> bytes;
  cv::imencode(extension, pixels, bytes, options);
  return {bytes.begin(), bytes.end()};
}

/// `count` bytes of a number, low byte first.
inline std::string little(std::uint64_t value, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> 8 * i & 0xFF);
  return bytes;
}

/// A TIFF block with one directory of SHORT entries.
inline std::string tiff_block(const std::vector<std::pair<int, int>>& tags) {
  std::string block = "II*" + std::string(1, '\0') + little(8, 4) + little(tags.size(), 2);
  for (const auto& [tag, value] : tags) {
    block += little(static_cast<std::uint64_t>(tag), 2) + little(3, 2) + little(1, 4) +
             little(static_cast<std::uint64_t>(value), 4);
  }
  return block + little(0, 4);
}

/// The JPEG with an EXIF segment put after its start.
inline std::string with_orientation(const std::string& jpeg, int orientation) {
  const std::string body = std::string("Exif\0\0", 6) + tiff_block({{274, orientation}});
  const std::size_t length = body.size() + 2;
  std::string segment = "\xFF\xE1";
  segment += static_cast<char>(length >> 8);
  segment += static_cast<char>(length & 0xFF);
  return jpeg.substr(0, 2) + segment + body + jpeg.substr(2);
}

/// What imdecode gives in OpenCV's order; empty where it gives nothing or throws.
inline cv::Mat reference(const std::string& bytes, int flags) {
  const cv::Mat file(1, static_cast<int>(bytes.size()), CV_8U, const_cast<char*>(bytes.data()));
  try {
    return cv::imdecode(file, flags);
  } catch (const cv::Exception&) {
    return {};
  }
}

struct Decoded {
  cv::Mat pixels;
  DecodeReport report;
};

/// Decodes into memory with guards behind it.
inline Decoded decoded(const EncodedImage& image, PixelFormat format) {
  const Size size = image.size();
  Decoded result{cv::Mat(static_cast<int>(size.height), static_cast<int>(size.width),
                         CV_8UC(channels(format))),
                 {}};
  const std::size_t count = byte_size(size, format);
  std::vector<std::byte> memory(count + 64, std::byte{0xA5});
  result.report = decode(image, {std::span(memory).first(count), size, format});
  for (std::size_t i = count; i < memory.size(); ++i) {
    if (memory[i] != std::byte{0xA5}) throw std::runtime_error("decode wrote past the end");
  }
  std::memcpy(result.pixels.data, memory.data(), count);
  return result;
}

inline bool equal(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace assay::image::test
