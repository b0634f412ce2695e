// SPDX-License-Identifier: Apache-2.0
#include "core/stress/matrix.hpp"

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

cv::Mat over(void* begin, std::size_t elements, image::Size size, int depth, int channels) {
  ASSAY_CHECK(elements >= static_cast<std::size_t>(size.width * size.height * channels));
  return {static_cast<int>(size.height), static_cast<int>(size.width), CV_MAKETYPE(depth, channels),
          begin};
}

}  // namespace

cv::Mat matrix_over(const image::PixelView& view) {
  return over(const_cast<std::byte*>(view.bytes.data()), view.bytes.size(), view.size, CV_8U,
              image::channels(view.format));
}

cv::Mat matrix_over(const image::MutablePixelView& view) {
  return over(view.bytes.data(), view.bytes.size(), view.size, CV_8U, image::channels(view.format));
}

cv::Mat matrix_over(std::span<float> numbers, image::Size size, int channels) {
  return over(numbers.data(), numbers.size(), size, CV_32F, channels);
}

cv::Mat matrix_over(std::span<std::uint8_t> numbers, image::Size size, int channels) {
  return over(numbers.data(), numbers.size(), size, CV_8U, channels);
}

void require_written(const cv::Mat& matrix, const image::MutablePixelView& view) {
  ASSAY_CHECK(matrix.data == reinterpret_cast<const std::uint8_t*>(view.bytes.data()));
}

}  // namespace assay::stress
