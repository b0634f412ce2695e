// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using std::int64_t;

Picture through_jpeg(const Picture& picture, int64_t quality) {
  return transformed(picture, "JPEGCompression", {{"quality", quality}});
}

Picture through_webp(const Picture& picture, int64_t quality) {
  return transformed(picture, "ImageCompression",
                     {{"image_quality", quality}, {"compression_type", std::string("webp")}});
}

void expect_color(const Picture& picture, image::Rgb color) {
  EXPECT_NEAR(picture.at(16, 8, 0), color.red, 5);
  EXPECT_NEAR(picture.at(16, 8, 1), color.green, 5);
  EXPECT_NEAR(picture.at(16, 8, 2), color.blue, 5);
}

TEST(Compression, KeepsColours) {
  for (const image::Rgb color :
       {image::Rgb{230, 30, 20}, image::Rgb{20, 200, 40}, image::Rgb{30, 40, 220}}) {
    const Picture picture = plain({33, 17}, color);
    expect_color(through_jpeg(picture, 90), color);
    expect_color(through_webp(picture, 90), color);
  }
}

TEST(Compression, LosesMoreTheLowerItsQuality) {
  const Picture picture = scene({96, 80});
  double jpeg_before = 0;
  double webp_before = 0;
  for (const int64_t quality : {100, 80, 50, 20, 5}) {
    const double jpeg = difference(through_jpeg(picture, quality), picture);
    const double webp = difference(through_webp(picture, quality), picture);
    EXPECT_GT(jpeg, jpeg_before) << quality;
    EXPECT_GT(webp, webp_before) << quality;
    jpeg_before = jpeg;
    webp_before = webp;
  }
}

TEST(Compression, IsTheSameUnderBothNames) {
  const Picture picture = scene();
  EXPECT_EQ(through_jpeg(picture, 40),
            transformed(picture, "ImageCompression", {{"image_quality", int64_t{40}}}));
  EXPECT_NE(through_jpeg(picture, 40), through_webp(picture, 40));
}

TEST(JpegCompression, TakesQualityZeroAsTheLowest) {
  EXPECT_EQ(through_jpeg(scene(), 0), through_jpeg(scene(), 1));
}

TEST(JpegCompression, LeavesNothingButBlocksAtTheLowestQuality) {
  // Steps of 255 for all but the lowest coefficients: a soft ramp becomes one value a block.
  const Picture ramp = painted({32, 16}, [](int64_t x, int64_t) {
    const auto v = static_cast<std::uint8_t>(100 + x);
    return image::Rgb{v, v, v};
  });
  const Picture result = through_jpeg(ramp, 1);
  for (int64_t x = 0; x < 32; ++x) EXPECT_EQ(result.at(x, 3, 0), result.at(x / 8 * 8, 3, 0));
}

TEST(JpegCompression, HalvesTheResolutionOfColour) {
  // Columns of one luma and opposite colours: 4:2:0 mixes them whatever the quality.
  const Picture stripes = painted({64, 32}, [](int64_t x, int64_t) {
    return x % 2 == 0 ? image::Rgb{180, 100, 100} : image::Rgb{100, 134, 134};
  });
  const Picture result = through_jpeg(stripes, 100);
  EXPECT_NEAR(result.at(30, 15, 0), result.at(31, 15, 0), 12);
  EXPECT_NEAR(result.at(30, 15, 0), 140, 12);
}

}  // namespace
}  // namespace assay::stress
