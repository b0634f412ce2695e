// SPDX-License-Identifier: Apache-2.0
// Texts are those of pycocotools.mask.encode for the same masks.
#include <assay/sdk/rle.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <assay/sdk/polygon.hpp>

namespace {

using assay::decode_rle;
using assay::encode_rle;
using Pixels = std::vector<std::uint8_t>;

/// Of (x - 300)^2 + (y - 200)^2 < 50^2 in 640 x 480.
const std::string kDisc =
    "oje3c0Y>8H8J4L4L4L4L4M2N2M4M2N2N2N2N2N2N2N2O0O2N2N2O0O2O0O2O0O2O0O2O0O2O00000O2O00000O2O"
    "000000000000000000000000000000000001N1000001N1000001N101N101N101N101N101N2N2N101N2N2N2N2"
    "N2N2N2N3L3N2N3L4L4L4L4L6H8HUhW4";
/// Of i * 7919 % 13 < 5 for the i-th pixel of 30 x 20.
const std::string kPattern =
    "011010O01000O010O010O010O01000O0001000O010O01000O0001000O010O010O010O01000O010O010O010O0"
    "1000O030N0O010O01000O0001000O010O010O010O01000O010O010O010O01000O010O010O010O01000O00010"
    "00O010O01020M01000O010O010O010O01000O010O010O010O01000O0001000O010O01000O0001000O010O010"
    "O010O01000O010O010O010O01000O030N0O010O01000O0001000O010O010O010O01000O010O010O010O01000"
    "O010O010O010O01000O0001000O010O01020M01000O010O010O010O01000O010O010O010O01000O0001000O0"
    "10O01000O0001000O010O010";

template <class IsObject>
Pixels mask_of(int height, int width, IsObject is_object) {
  Pixels mask;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) mask.push_back(is_object(x, y) ? 1 : 0);
  }
  return mask;
}
bool is_in_disc(int x, int y) {
  return (x - 300) * (x - 300) + (y - 200) * (y - 200) < 50 * 50;
}
bool is_in_pattern(int x, int y) {
  return (y * 30 + x) * 7919 % 13 < 5;
}

TEST(SdkRle, EncodesAsPycocotoolsDoes) {
  EXPECT_EQ(encode_rle(Pixels(6), 2, 3), "6");
  EXPECT_EQ(encode_rle(Pixels(6, 1), 2, 3), "06");
  EXPECT_EQ(encode_rle({0, 1, 1, 0, 0, 1}, 2, 3), "2111");
  Pixels corner(1000 * 1000);
  corner.back() = 255;
  EXPECT_EQ(encode_rle(corner, 1000, 1000), "oa`n01");
  EXPECT_EQ(encode_rle(mask_of(480, 640, is_in_disc), 480, 640), kDisc);
  EXPECT_EQ(encode_rle(mask_of(20, 30, is_in_pattern), 20, 30), kPattern);
}

TEST(SdkRle, EncodesRowsThatLieApart) {
  const Pixels padded = {0, 1, 1, 9, 9, 0, 0, 1, 9, 9};

  EXPECT_EQ(encode_rle(padded.data(), 2, 3, 5), "2111");
}

TEST(SdkRle, EncodesAPartAsTheWholeImage) {
  const Pixels whole = mask_of(480, 640, is_in_disc);
  for (const auto& [x, y, width, height] : std::vector<std::array<std::int64_t, 4>>{
           {251, 151, 99, 99}, {0, 100, 640, 300}, {200, 0, 440, 480}, {251, 140, 99, 340}}) {
    const assay::MaskPart part = {whole.data() + y * 640 + x, 640, x, y, width, height};

    EXPECT_EQ(assay::encode_rle_of_part(part, 480, 640), kDisc) << x << ',' << y;
  }
  EXPECT_EQ(assay::encode_rle_of_part({nullptr, 0, 1, 1, 0, 0}, 2, 3), "6");
}

TEST(SdkRle, RefusesAPartOutsideTheImage) {
  const Pixels pixels(6);
  for (const assay::MaskPart& part : {assay::MaskPart{pixels.data(), 3, 1, 0, 3, 2},
                                      assay::MaskPart{pixels.data(), 3, 0, 1, 3, 2},
                                      assay::MaskPart{pixels.data(), 3, -1, 0, 3, 2},
                                      assay::MaskPart{pixels.data(), 3, 0, 0, 3, -1}}) {
    EXPECT_THROW(assay::encode_rle_of_part(part, 2, 3), assay::Error);
  }
}

TEST(SdkRle, DecodesWhatPycocotoolsEncodes) {
  EXPECT_EQ(decode_rle("6", 2, 3), Pixels(6));
  EXPECT_EQ(decode_rle("06", 2, 3), Pixels(6, 1));
  EXPECT_EQ(decode_rle("2111", 2, 3), (Pixels{0, 1, 1, 0, 0, 1}));
  EXPECT_EQ(decode_rle(kDisc, 480, 640), mask_of(480, 640, is_in_disc));
  EXPECT_EQ(decode_rle(kPattern, 20, 30), mask_of(20, 30, is_in_pattern));
}

TEST(SdkRle, RefusesTextsThatDoNotCoverTheMask) {
  for (const std::string& text :
       {std::string(), std::string("5"), std::string("7"), std::string("o"), std::string("\x01"),
        std::string("O7"), std::string(40, 'o'), kDisc}) {
    EXPECT_THROW(decode_rle(text, 2, 3), assay::Error) << text;
  }
  EXPECT_THROW(encode_rle(Pixels(5), 2, 3), assay::Error);
}

TEST(SdkPolygon, HasTheAreaAndBoxOfItsRings) {
  const assay::Polygon polygon({{0, 0, 4, 0, 4, 4, 0, 4}, {10, 10, 10, 12, 13, 10}}, 1);

  EXPECT_EQ(assay::area_of(polygon.rings[0]), 16);
  EXPECT_EQ(assay::area_of(polygon.rings[1]), 3);
  EXPECT_EQ(assay::area_of(polygon), 19);
  EXPECT_EQ(assay::box_of(polygon), (assay::Box{0, 0, 13, 12}));
}

TEST(SdkPolygon, WithoutPointsIsEmpty) {
  const assay::Polygon polygon(std::vector<std::vector<double>>{{}}, 1);

  EXPECT_EQ(assay::area_of(polygon), 0);
  EXPECT_EQ(assay::box_of(polygon), assay::Box{});
}

}  // namespace
