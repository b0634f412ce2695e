// SPDX-License-Identifier: Apache-2.0
#include "core/image/compose.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "core/base/check.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {
namespace {

/// One channel of one pixel over its background: all in 0..most.
template <class T>
std::uint8_t over(T color, T alpha, std::uint64_t behind, Alpha kind) {
  constexpr std::uint64_t kMost = std::numeric_limits<T>::max();
  const std::uint64_t front =
      kind == Alpha::straight ? std::uint64_t{color} * alpha : std::uint64_t{color} * kMost;
  const std::uint64_t sum = front + behind * (kMost - alpha);
  const std::uint64_t mixed = std::min(kMost, (sum + kMost / 2) / kMost);
  return static_cast<std::uint8_t>(mixed >> 8 * (sizeof(T) - 1));
}

template <class T>
void compose(const cv::Mat& decoded, Alpha kind, const Rgb& background, cv::Mat& bgr) {
  using Pixel = cv::Vec<T, 4>;
  constexpr std::uint64_t kScale = std::numeric_limits<T>::max() / 255;
  const std::uint64_t behind[3] = {background.blue * kScale, background.green * kScale,
                                   background.red * kScale};
  for (int y = 0; y < decoded.rows; ++y) {
    const Pixel* from = decoded.ptr<Pixel>(y);
    auto* to = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < decoded.cols; ++x) {
      for (int c = 0; c < 3; ++c) to[x][c] = over<T>(from[x][c], from[x][3], behind[c], kind);
    }
  }
}

/// 8-bit BGR without its alpha.
cv::Mat without_alpha(const cv::Mat& decoded) {
  cv::Mat bgr(decoded.size(), CV_8UC3);
  if (decoded.depth() == CV_8U) {
    cv::cvtColor(decoded, bgr, cv::COLOR_BGRA2BGR);
    return bgr;
  }
  for (int y = 0; y < decoded.rows; ++y) {
    const auto* from = decoded.ptr<cv::Vec4w>(y);
    auto* to = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < decoded.cols; ++x) {
      for (int c = 0; c < 3; ++c) to[x][c] = static_cast<uchar>(from[x][c] >> 8);
    }
  }
  return bgr;
}

}  // namespace

void write_opaque(const cv::Mat& decoded, const MutablePixelView& out) {
  cv::Mat target = mat_over(out);
  switch (out.format) {
    case PixelFormat::rgb:
      cv::cvtColor(decoded, target, cv::COLOR_BGR2RGB);
      break;
    case PixelFormat::rgba:
      cv::cvtColor(decoded, target, cv::COLOR_BGR2RGBA);
      break;
    case PixelFormat::gray:
      if (decoded.channels() == 3) {
        cv::cvtColor(decoded, target, cv::COLOR_BGR2GRAY);
        break;
      }
      [[fallthrough]];
    case PixelFormat::bgr:
      decoded.copyTo(target);
      break;
  }
  ASSAY_CHECK(target.data == reinterpret_cast<const uchar*>(out.bytes.data()));
}

void write_composed(const cv::Mat& decoded, Alpha alpha, const Rgb* background,
                    const MutablePixelView& out) {
  ASSAY_CHECK(decoded.type() == CV_8UC4 || decoded.type() == CV_16UC4);
  if (background == nullptr) return write_opaque(without_alpha(decoded), out);
  cv::Mat bgr(decoded.size(), CV_8UC3);
  if (decoded.depth() == CV_8U) {
    compose<std::uint8_t>(decoded, alpha, *background, bgr);
  } else {
    compose<std::uint16_t>(decoded, alpha, *background, bgr);
  }
  write_opaque(bgr, out);
}

}  // namespace assay::image
