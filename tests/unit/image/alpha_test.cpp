// SPDX-License-Identifier: Apache-2.0
// Pixels with alpha, in every format that has it: dropped, or laid over a colour.
#include <gmock/gmock.h>

#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::decoded;
using test::encoded;
using test::little;
using test::tiff_block;
using testing::ElementsAre;

DecodeRules over(Rgb background) {
  DecodeRules rules;
  rules.background = background;
  return rules;
}

/// The only pixel of a file as red, green, blue.
std::vector<int> pixel_of(const std::string& file, const DecodeRules& rules = {}) {
  const cv::Mat rgb = decoded(encoded_image(file, rules), PixelFormat::rgb).pixels;
  EXPECT_EQ(rgb.total(), 1U);
  return {rgb.data[0], rgb.data[1], rgb.data[2]};
}

std::vector<std::string> notes_of(const std::string& file, const DecodeRules& rules = {}) {
  return decoded(encoded_image(file, rules), PixelFormat::rgb).report.notes;
}

std::string png_of(const cv::Scalar& bgra, int type) {
  return encoded(".png", cv::Mat(1, 1, type, bgra));
}

TEST(Alpha, IsDroppedWithoutABackground) {
  EXPECT_THAT(pixel_of(png_of({30, 20, 10, 0}, CV_8UC4)), ElementsAre(10, 20, 30));
}

TEST(Alpha, WeighsColourAndBackground) {
  // 0.4 of the colour: 102 / 255.
  const std::string file = png_of({0, 100, 200, 102}, CV_8UC4);
  EXPECT_THAT(pixel_of(file, over({50, 100, 250})), ElementsAre(110, 100, 150));
  EXPECT_THAT(notes_of(file, over({50, 100, 250})), ElementsAre("alpha laid over rgb(50,100,250)"));
}

TEST(Alpha, OfSixteenBitsIsWeighedBeforeTheyAreCut) {
  // 0x01FF of 0xFFFF: with 8 bits it would weigh half of what it does.
  const std::string file = png_of({0, 0, 65535, 0x01FF}, CV_16UC4);
  EXPECT_THAT(pixel_of(file, over({0, 255, 0})), ElementsAre(1, 254, 0));
  EXPECT_THAT(pixel_of(png_of({0x0AFF, 0x14FF, 0x1EFF, 65535}, CV_16UC4), over({9, 9, 9})),
              ElementsAre(0x1E, 0x14, 0x0A));
}

TEST(Alpha, LeavesComposedPixelsOpaque) {
  const auto image = encoded_image(png_of({0, 0, 0, 0}, CV_8UC4), over({1, 2, 3}));
  const cv::Mat rgba = decoded(image, PixelFormat::rgba).pixels;
  EXPECT_EQ(rgba.at<cv::Vec4b>(0, 0), cv::Vec4b(1, 2, 3, 255));
  const cv::Mat bgr = decoded(image, PixelFormat::bgr).pixels;
  EXPECT_EQ(bgr.at<cv::Vec3b>(0, 0), cv::Vec3b(3, 2, 1));
}

TEST(Alpha, BecomesGreyAfterItIsLaidOverAColour) {
  const auto image = encoded_image(png_of({0, 0, 0, 0}, CV_8UC4), over({255, 0, 0}));
  EXPECT_EQ(decoded(image, PixelFormat::gray).pixels.at<uchar>(0, 0), 76);  // 0.299 of 255
}

std::string png_chunk(const std::string& name, const std::string& body) {
  const auto big = [](std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
    return bytes;
  };
  std::uint32_t crc = ~0U;
  for (const char c : name + body) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
  }
  return big(static_cast<std::uint32_t>(body.size())) + name + body + big(~crc);
}

/// One pixel of that colour type, `row` being a filter byte and the pixel.
std::string png_by_hand(int bits, int type, const std::string& before_pixels,
                        const std::string& row) {
  const std::string header = std::string("\0\0\0\1\0\0\0\1", 8) + static_cast<char>(bits) +
                             static_cast<char>(type) + std::string(3, '\0');
  std::uint32_t a = 1, b = 0;
  for (const char c : row) b += a += static_cast<unsigned char>(c);  // Adler-32 of a few bytes
  const std::string stored = "\x78\x01\x01" + little(row.size(), 2) + little(~row.size(), 2) + row;
  const std::string sum = {static_cast<char>(b >> 8), static_cast<char>(b),
                           static_cast<char>(a >> 8), static_cast<char>(a)};
  return "\x89PNG\r\n\x1A\n" + png_chunk("IHDR", header) + before_pixels +
         png_chunk("IDAT", stored + sum) + png_chunk("IEND", "");
}

TEST(Alpha, OfAPalette) {
  const std::string tables = png_chunk("PLTE", "\x0A\x14\x1E") + png_chunk("tRNS", "\x66");
  const std::string file = png_by_hand(8, 3, tables, std::string(2, '\0'));
  EXPECT_THAT(pixel_of(file), ElementsAre(10, 20, 30));
  EXPECT_THAT(pixel_of(file, over({110, 120, 130})), ElementsAre(70, 80, 90));
  EXPECT_THAT(notes_of(file, over({110, 120, 130})),
              ElementsAre("palette replaced by its colours", "alpha laid over rgb(110,120,130)"));
}

TEST(Alpha, OfGrey) {
  const std::string file = png_by_hand(8, 4, "", std::string("\0\x64\x66", 3));
  EXPECT_THAT(pixel_of(file), ElementsAre(100, 100, 100));
  EXPECT_THAT(pixel_of(file, over({200, 0, 100})), ElementsAre(160, 40, 100));
}

TEST(Alpha, OfAColourKey) {
  const std::string key = png_chunk("tRNS", std::string("\0\x0A\0\x14\0\x1E", 6));
  EXPECT_THAT(pixel_of(png_by_hand(8, 2, key, std::string("\0\x0A\x14\x1E", 4)), over({7, 8, 9})),
              ElementsAre(7, 8, 9));
  EXPECT_THAT(pixel_of(png_by_hand(8, 2, key, std::string("\0\x0A\x14\x1F", 4)), over({7, 8, 9})),
              ElementsAre(10, 20, 31));
}

TEST(Alpha, OfWebp) {
  const std::string file =
      encoded(".webp", cv::Mat(1, 1, CV_8UC4, {0, 100, 200, 102}), {cv::IMWRITE_WEBP_QUALITY, 101});
  EXPECT_THAT(pixel_of(file), ElementsAre(200, 100, 0));
  EXPECT_THAT(pixel_of(file, over({50, 100, 250})), ElementsAre(110, 100, 150));
}

/// One pixel of 32 bits with these masks, in a header of 108 bytes.
std::string bmp_of(const std::string& pixel, std::uint32_t alpha_mask) {
  std::string header = little(108, 4) + little(1, 4) + little(1, 4) + little(1, 2) + little(32, 2) +
                       little(3, 4) + little(4, 4) + std::string(16, '\0');
  for (const std::uint32_t mask : {0x00FF0000U, 0x0000FF00U, 0x000000FFU, alpha_mask}) {
    header += little(mask, 4);
  }
  header.resize(108);
  const std::size_t offset = 14 + header.size();
  return "BM" + little(offset + 4, 4) + little(0, 4) + little(offset, 4) + header + pixel;
}

TEST(Alpha, OfBmpIsThereOnlyWithAMask) {
  const std::string pixel("\0\x64\xC8\x66", 4);  // blue, green, red, alpha
  const std::string with = bmp_of(pixel, 0xFF000000U), without = bmp_of(pixel, 0);
  EXPECT_THAT(pixel_of(with, over({50, 100, 250})), ElementsAre(110, 100, 150));
  EXPECT_THAT(pixel_of(with), ElementsAre(200, 100, 0));
  EXPECT_THAT(pixel_of(without, over({50, 100, 250})), ElementsAre(200, 100, 0));
  EXPECT_THAT(notes_of(without, over({50, 100, 250})), ElementsAre());
}

/// One pixel, RGB with alpha; `extra` as the tag ExtraSamples has it: 1 multiplied, 2 not.
std::string tiff_of(const std::string& pixel, int extra) {
  const int bits = static_cast<int>(pixel.size()) * 2;
  // All four samples have the same depth; libtiff takes one value for all.
  const std::string head = tiff_block({{256, 1},
                                       {257, 1},
                                       {258, bits},
                                       {259, 1},
                                       {262, 2},
                                       {273, 1000},
                                       {277, 4},
                                       {278, 1},
                                       {279, static_cast<int>(pixel.size())},
                                       {284, 1},
                                       {338, extra}});
  return head + std::string(1000 - head.size(), '\0') + pixel;
}

TEST(Alpha, OfTiffIsLaidOverBlackOrTheBackground) {
  const std::string straight = tiff_of("\xC8\x64\x32\x66", 2);
  const std::string multiplied = tiff_of("\x50\x28\x14\x66", 1);  // 0.4 of that
  for (const std::string& file : {straight, multiplied}) {
    EXPECT_THAT(pixel_of(file), ElementsAre(80, 40, 20));
    EXPECT_THAT(pixel_of(file, over({50, 100, 250})), ElementsAre(110, 100, 170));
    EXPECT_THAT(notes_of(file), ElementsAre("alpha laid over black"));
  }
}

TEST(Alpha, OfTiffOfSixteenBits) {
  const std::string straight = tiff_of(std::string("\0\xC8\0\x64\0\x32\x66\x66", 8), 2);
  const std::string multiplied = tiff_of(std::string("\0\x50\0\x28\0\x14\x66\x66", 8), 1);
  EXPECT_THAT(pixel_of(straight), ElementsAre(80, 40, 20));
  EXPECT_THAT(pixel_of(multiplied), ElementsAre(80, 40, 20));
  EXPECT_THAT(pixel_of(straight, over({50, 100, 250})), ElementsAre(110, 100, 170));
  EXPECT_THAT(pixel_of(multiplied, over({50, 100, 250})), ElementsAre(110, 100, 170));
}

}  // namespace
}  // namespace assay::image
