// SPDX-License-Identifier: Apache-2.0
#include "core/image/run_lengths.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace assay::image {
namespace {

std::vector<std::uint8_t> random_rows(Size size, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(size.width * size.height));
  for (auto& pixel : rows) pixel = random() % 3 == 0 ? 1 : 0;
  return rows;
}

TEST(RunLengths, GoDownTheColumnsFromTheTopLeft) {
  const std::vector<std::uint8_t> rows{0, 1, 0,  //
                                       0, 1, 1};
  EXPECT_EQ(encode_mask(rows, {3, 2}).counts, (std::vector<std::uint32_t>{2, 2, 1, 1}));
}

TEST(RunLengths, BeginWithBackgroundEvenWhereThereIsNone) {
  const std::vector<std::uint8_t> rows{1, 1, 1, 1};
  EXPECT_EQ(encode_mask(rows, {2, 2}).counts, (std::vector<std::uint32_t>{0, 4}));
}

TEST(RunLengths, AreDecodedToWhatWasEncoded) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const Size size{1 + seed % 7, 1 + seed % 5};
    const auto rows = random_rows(size, seed);
    EXPECT_EQ(decode_mask(encode_mask(rows, size)), rows);
  }
}

TEST(RunLengths, TextGivesBackTheMask) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const Size size{40 + seed, 300};
    const RunLengths mask = encode_mask(random_rows(size, seed), size);
    EXPECT_EQ(parse_run_lengths(to_text(mask), size), mask);
  }
}

TEST(RunLengths, TextIsCocos) {
  // Of pycocotools 2.0.11.
  EXPECT_EQ(to_text({{3, 4}, {4, 4, 4}}), "444");
  EXPECT_EQ(to_text({{640, 480}, {100, 300, 80, 306720}}), "T3\\9`2dW[9");
  EXPECT_EQ(to_text({{640, 480}, {0, 5, 475, 5, 475, 7, 306233}}), "05k>002nbZ9");
}

// Of a random 20 x 30 mask, by pycocotools.mask.encode.
const std::string kNoise =
    "0130O31M12M110ON1OO00000022N11M0012NN000214OJ011O0031OOM00001111NO001OO11OO120OO40K60K02011L30"
    "L01002OO020M10O031MO52MONO14OL110O1000N10220NN10O10N01000O010O020N>"
    "1C1OO0O1000011ON00030N011N00"
    "0011NO01010N32MN31N30MO020N0051LON00020N010O60J0020O100O0120NO01O00O02000O100O0011N10N0040L120"
    "0"
    "1ON00O041L00O10021NO0O000111";

TEST(RunLengths, TextOfPycocotoolsIsReadAndWrittenBack) {
  const auto mask = parse_run_lengths(kNoise, {30, 20});
  ASSERT_TRUE(mask);
  EXPECT_EQ(to_text(*mask), kNoise);
  EXPECT_FALSE(parse_run_lengths(kNoise, {601, 1}));
}

TEST(RunLengths, TextIsRefusedWithEveryCutAndForeignCharacter) {
  for (std::size_t size = 0; size < kNoise.size(); ++size) {
    EXPECT_FALSE(parse_run_lengths(kNoise.substr(0, size), {30, 20})) << size;
  }
  EXPECT_FALSE(parse_run_lengths("\x01", {8, 1}));
  EXPECT_FALSE(parse_run_lengths("\xFF", {8, 1}));
  EXPECT_FALSE(parse_run_lengths(std::string(40, 'o'), {8, 1}));  // a number that never ends
  EXPECT_FALSE(parse_run_lengths("O9", {8, 1}));                  // -1, then 9
}

TEST(RunLengths, TextThatIsNoneIsRefused) {
  for (const char* text : {"", "4", "44", "4445", "~", "44o", "444x", "P", "4\n4"}) {
    EXPECT_FALSE(parse_run_lengths(text, {3, 4})) << text;
  }
}

TEST(RunLengths, MergeIsUnionOrIntersection) {
  const Size size{9, 11};
  const auto a = random_rows(size, 1);
  const auto b = random_rows(size, 2);
  std::vector<std::uint8_t> either(a.size());
  std::vector<std::uint8_t> both(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    either[i] = a[i] | b[i];
    both[i] = a[i] & b[i];
  }
  const std::array masks{encode_mask(a, size), encode_mask(b, size)};
  EXPECT_EQ(merge(masks, false), encode_mask(either, size));
  EXPECT_EQ(merge(masks, true), encode_mask(both, size));
}

TEST(RunLengths, BoxIsTheSmallestAroundTheObject) {
  const std::vector<std::uint8_t> rows{0, 0, 0, 0,  //
                                       0, 0, 1, 0,  //
                                       0, 1, 0, 0};
  EXPECT_EQ(bounding_box(encode_mask(rows, {4, 3})), (MaskBox{1, 1, 2, 2}));
  EXPECT_EQ(bounding_box({{4, 3}, {12}}), MaskBox{});
  EXPECT_EQ(bounding_box({{4, 3}, {2, 0, 10}}), MaskBox{});
}

TEST(RunLengths, BoxOfARunOverTwoColumnsHasTheWholeHeight) {
  EXPECT_EQ(bounding_box({{4, 3}, {2, 2, 8}}), (MaskBox{0, 0, 2, 3}));
}

TEST(RunLengths, PolygonFillsThePixelsWhoseCentresItHolds) {
  const std::vector<double> square{1, 1, 4, 1, 4, 3, 1, 3};
  const RunLengths mask = fill_polygon(square, {6, 5});
  EXPECT_EQ(area(mask), 6U);
  EXPECT_EQ(bounding_box(mask), (MaskBox{1, 1, 3, 2}));
}

struct Filled {
  std::vector<double> corners;
  std::string text;
};

class RunLengthsOfPolygons : public testing::TestWithParam<Filled> {};

TEST_P(RunLengthsOfPolygons, AreCocos) {
  EXPECT_EQ(to_text(fill_polygon(GetParam().corners, {12, 10})), GetParam().text);
}

// What pycocotools 2.0.11 makes of them in an image of 12 x 10 pixels.
INSTANTIATE_TEST_SUITE_P(
    Polygons, RunLengthsOfPolygons,
    testing::Values(Filled{{1.2, 0.7, 9.6, 2.1, 7.5, 8.8, 3.3, 6.4}, "e0372N100O001OMo0"},
                    Filled{{-4.5, 3, 6, -2.25, 14, 5.5, 4, 12}, "1722Ol11RN2O1NN"},
                    Filled{{0, 0, 11.9, 9.9, 11.9, 0, 0, 9.9}, "0:1N2N2N2Ne00[O2N2N2N2"},
                    Filled{{5, 5, 5.2, 5.1, 5.4, 5}, "h3"},  // between pixel centres
                    Filled{{2, 2, 2, 8, 2, 2}, "h3"},        // a line
                    Filled{{0, 0, 12, 0, 12, 10, 0, 10}, "0h3"}));

TEST(RunLengths, PolygonOutsideOfTheImageIsCutOff) {
  const std::vector<double> square{-10, -10, 20, -10, 20, 20, -10, 20};
  EXPECT_EQ(area(fill_polygon(square, {6, 5})), 30U);
  const std::vector<double> beside{10, 1, 14, 1, 14, 3, 10, 3};
  EXPECT_EQ(area(fill_polygon(beside, {6, 5})), 0U);
}

TEST(RunLengths, RepeatedCornersChangeNothing) {
  const std::vector<double> once{1, 1, 4, 1, 4, 3, 1, 3};
  const std::vector<double> twice{1, 1, 1, 1, 4, 1, 4, 3, 4, 3, 1, 3, 1, 1};
  EXPECT_EQ(fill_polygon(twice, {6, 5}), fill_polygon(once, {6, 5}));
}

TEST(RunLengths, IouIsOfPixels) {
  const RunLengths left{{4, 2}, {0, 4, 4}};
  const RunLengths middle{{4, 2}, {2, 4, 2}};
  const RunLengths right{{4, 2}, {4, 4}};
  EXPECT_EQ(mask_iou(left, middle, false), 2.0 / 6);
  EXPECT_EQ(mask_iou(left, middle, true), 0.5);
  EXPECT_EQ(mask_iou(left, right, false), 0);
  EXPECT_EQ(mask_iou(left, {{2, 4}, {0, 8}}, false), -1);
}

TEST(RunLengths, EmptyRunsInTheMiddleChangeNothing) {
  const RunLengths plain{{4, 3}, {2, 4, 6}};
  const RunLengths split{{4, 3}, {2, 1, 0, 3, 0, 0, 6}};
  EXPECT_EQ(shared_pixels(plain, split), 4U);
  EXPECT_EQ(mask_iou(split, plain, false), 1);
  EXPECT_EQ(bounding_box(split), bounding_box(plain));
}

}  // namespace
}  // namespace assay::image
