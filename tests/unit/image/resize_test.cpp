// SPDX-License-Identifier: Apache-2.0
#include "core/image/resize.hpp"

#include <gtest/gtest.h>

#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

std::span<const std::byte> bytes_of(const cv::Mat& pixels) {
  return {reinterpret_cast<const std::byte*>(pixels.data), pixels.total() * pixels.elemSize()};
}

TEST(ResizeBilinear, EqualsOpenCv) {
  const cv::Mat from = test::picture(101, 67);
  for (const Size size : {Size{50, 33}, Size{320, 240}, Size{1, 1}, Size{101, 67}}) {
    cv::Mat expected;
    cv::resize(from, expected, {static_cast<int>(size.width), static_cast<int>(size.height)});
    std::vector<std::byte> out(byte_size(size, PixelFormat::rgb));

    resize_bilinear({bytes_of(from), {101, 67}, PixelFormat::rgb}, {out, size, PixelFormat::rgb});

    EXPECT_EQ(std::memcmp(out.data(), expected.data, out.size()), 0) << size.width;
  }
}

TEST(ResizeBilinear, TakesTheMeanBetweenTwoPixels) {
  const std::string from = "\x0A\x14";  // 10, 20
  std::vector<std::byte> out(1);
  resize_bilinear({std::as_bytes(std::span(from)), {2, 1}, PixelFormat::gray},
                  {out, {1, 1}, PixelFormat::gray});
  EXPECT_EQ(out[0], std::byte{15});
}

}  // namespace
}  // namespace assay::image
