// SPDX-License-Identifier: Apache-2.0
#include "core/image/encode.hpp"

#include <gmock/gmock.h>

#include <cstring>
#include <utility>
#include <vector>

#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

PixelView view_of(const cv::Mat& pixels, PixelFormat format) {
  return {{reinterpret_cast<const std::byte*>(pixels.data), pixels.total() * pixels.elemSize()},
          {pixels.cols, pixels.rows},
          format};
}

TEST(EncodePng, KeepsEveryPixelInEveryFormat) {
  for (const PixelFormat format :
       {PixelFormat::rgb, PixelFormat::bgr, PixelFormat::gray, PixelFormat::rgba}) {
    const cv::Mat pixels = test::picture(13, 11, CV_8UC(channels(format)));
    cv::Mat expected = pixels.clone();
    if (format == PixelFormat::rgb) cv::cvtColor(pixels, expected, cv::COLOR_RGB2BGR);
    if (format == PixelFormat::rgba) cv::cvtColor(pixels, expected, cv::COLOR_RGBA2BGRA);

    const std::string png = encode_png(view_of(pixels, format));

    EXPECT_TRUE(test::equal(test::reference(png, cv::IMREAD_UNCHANGED), expected));
  }
}

TEST(EncodePng, KeepsAlpha) {
  cv::Mat pixels = test::picture(40, 30, CV_8UC4);
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      pixels.at<cv::Vec4b>(y, x)[3] = static_cast<uchar>(97 * x + 31 * y);
    }
  }
  cv::Mat expected;
  cv::cvtColor(pixels, expected, cv::COLOR_RGBA2BGRA);
  const std::string png = encode_png(view_of(pixels, PixelFormat::rgba));
  EXPECT_TRUE(test::equal(test::reference(png, cv::IMREAD_UNCHANGED), expected));
}

TEST(EncodePng, IsOfAnySize) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 40}, {40, 1}, {257, 3}, {1000, 700}}) {
    const cv::Mat pixels = test::picture(width, height);
    const std::string png = encode_png(view_of(pixels, PixelFormat::bgr));
    EXPECT_TRUE(test::equal(test::reference(png, cv::IMREAD_UNCHANGED), pixels));
  }
}

TEST(EncodePng, IsReadWithoutComplaint) {
  const cv::Mat pixels = test::picture(30, 20);
  const EncodedImage file = encoded_image(encode_png(view_of(pixels, PixelFormat::bgr)), {});
  EXPECT_EQ(file.size(), (Size{30, 20}));
  std::vector<std::byte> read(byte_size(file.size(), PixelFormat::bgr));
  EXPECT_THAT(decode(file, {read, file.size(), PixelFormat::bgr}).notes, testing::IsEmpty());
  EXPECT_EQ(std::memcmp(read.data(), pixels.data, read.size()), 0);
}

TEST(EncodeJpeg, IsCloseToThePixels) {
  const cv::Mat pixels = test::picture(64, 48, CV_8UC1);
  const std::string jpeg = encode_jpeg(view_of(pixels, PixelFormat::gray), 95);
  EXPECT_LT(cv::norm(test::reference(jpeg, cv::IMREAD_UNCHANGED), pixels, cv::NORM_INF), 25);
}

/// As OpenCV would encode it.
std::string reference_jpeg(const cv::Mat& pixels, PixelFormat format) {
  cv::Mat bgr = pixels.clone();
  if (format == PixelFormat::rgb) cv::cvtColor(pixels, bgr, cv::COLOR_RGB2BGR);
  if (format == PixelFormat::rgba) cv::cvtColor(pixels, bgr, cv::COLOR_RGBA2BGR);
  return test::encoded(".jpg", bgr, {cv::IMWRITE_JPEG_QUALITY, 80});
}

TEST(EncodeJpeg, GivesOpenCvsBytesInEveryFormat) {
  for (const PixelFormat format :
       {PixelFormat::rgb, PixelFormat::bgr, PixelFormat::gray, PixelFormat::rgba}) {
    for (const auto& [width, height] : {std::pair{1, 1}, {17, 1}, {65, 47}}) {
      const cv::Mat pixels = test::picture(width, height, CV_8UC(channels(format)));
      EXPECT_TRUE(encode_jpeg(view_of(pixels, format), 80) == reference_jpeg(pixels, format))
          << "format " << static_cast<int>(format) << ", " << width << " x " << height;
    }
  }
}

TEST(EncodeJpeg, GivesEqualBytesForEqualPixels) {
  const cv::Mat pixels = test::picture(64, 48);
  const PixelView view = view_of(pixels, PixelFormat::rgb);
  EXPECT_EQ(encode_jpeg(view, 80), encode_jpeg(view, 80));
}

TEST(Thumbnail, KeepsTheShape) {
  const cv::Mat wide = test::picture(640, 320), tall = test::picture(10, 1000);
  EXPECT_EQ(make_thumbnail(view_of(wide, PixelFormat::rgb), 160).size, (Size{160, 80}));
  EXPECT_EQ(make_thumbnail(view_of(tall, PixelFormat::rgb), 50).size, (Size{1, 50}));
}

TEST(Thumbnail, IsNeverEnlarged) {
  const cv::Mat pixels = test::picture(30, 20);
  const Thumbnail thumbnail = make_thumbnail(view_of(pixels, PixelFormat::bgr), 480);
  EXPECT_EQ(thumbnail.size, (Size{30, 20}));
  EXPECT_EQ(test::reference(thumbnail.jpeg, cv::IMREAD_COLOR).size(), cv::Size(30, 20));
}

}  // namespace
}  // namespace assay::image
