// SPDX-License-Identifier: Apache-2.0
#include "core/image/recompress.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "core/base/error.hpp"
#include "core/image/jpeg_encoder.hpp"

namespace assay::image {
namespace {

using Rgbs = std::vector<std::uint8_t>;

PixelView view(const Rgbs& rgb, Size size) {
  return {std::as_bytes(std::span(rgb)), size, PixelFormat::rgb};
}

Rgbs through_jpeg(const Rgbs& rgb, Size size, int quality) {
  std::vector<std::byte> memory(jpeg_bytes_at_most(size));
  Rgbs result(rgb.size());
  recompress_jpeg(view(rgb, size), quality, memory,
                  {std::as_writable_bytes(std::span(result)), size, PixelFormat::rgb});
  return result;
}

Rgbs through_webp(const Rgbs& rgb, Size size, int quality) {
  Rgbs result(rgb.size());
  recompress_webp(view(rgb, size), quality,
                  {std::as_writable_bytes(std::span(result)), size, PixelFormat::rgb});
  return result;
}

/// As much contrast as there can be, in no order.
Rgbs harsh(Size size) {
  Rgbs rgb(byte_size(size, PixelFormat::rgb));
  std::uint32_t state = 1;
  for (std::uint8_t& value : rgb) {
    state = state * 1664525 + 1013904223;
    value = (state >> 31) != 0 ? 255 : 0;
  }
  return rgb;
}

TEST(RecompressJpeg, HasMemoryForTheHarshestImages) {
  for (const Size size : {Size{1, 1}, Size{17, 16}, Size{200, 150}}) {
    EXPECT_NO_THROW(through_jpeg(harsh(size), size, 100));
  }
}

TEST(RecompressJpeg, SaysWhyItFails) {
  const Size size{65'501, 1};
  try {
    through_jpeg(harsh(size), size, 50);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::internal);
    EXPECT_NE(error.message().find("65500"), std::string::npos) << error.message();
  }
}

TEST(RecompressWebp, TakesImagesThatWebpCannotHoldInParts) {
  for (const Size size : {Size{16'400, 3}, Size{2, 33'000}}) {
    Rgbs rgb(byte_size(size, PixelFormat::rgb));
    for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = i % 3 == 0 ? 200 : 60;
    const Rgbs result = through_webp(rgb, size, 90);
    for (std::size_t i = 0; i < rgb.size(); ++i) ASSERT_NEAR(result[i], rgb[i], 4) << i;
  }
}

TEST(RecompressWebp, TakesSmallImages) {
  for (const Size size : {Size{1, 1}, Size{1, 5}, Size{3, 2}}) {
    const Rgbs gray(byte_size(size, PixelFormat::rgb), 90);
    for (const std::uint8_t value : through_webp(gray, size, 80)) EXPECT_NEAR(value, 90, 3);
  }
}

}  // namespace
}  // namespace assay::image
