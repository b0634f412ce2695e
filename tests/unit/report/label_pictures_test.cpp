// SPDX-License-Identifier: Apache-2.0
#include "core/report/label_pictures.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <set>

#include "core/image/decode.hpp"
#include "core/report/thumbnails.hpp"

namespace assay::report {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::vector<dataset::Category> categories(std::size_t count) {
  std::vector<dataset::Category> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back({static_cast<std::int64_t>(i), "class " + std::to_string(i)});
  }
  return all;
}

/// Ranks are as the categories stand.
std::vector<std::size_t> in_order(std::size_t count) {
  std::vector<std::size_t> ranks(count);
  std::iota(ranks.begin(), ranks.end(), std::size_t{0});
  return ranks;
}

/// Pixels of a PNG as 0xRRGGBBAA.
struct Decoded {
  explicit Decoded(const std::string& png)
      : size(image::encoded_image(png, image::Exif::ignore).size()),
        bytes(image::byte_size(size, image::PixelFormat::rgba)) {
    // The decoder drops alpha; what is not told by it is not told apart here.
    image::decode(image::encoded_image(png, image::Exif::ignore),
                  {bytes, size, image::PixelFormat::rgba});
  }
  std::uint32_t at(std::size_t i) const {
    const auto byte = [&](std::size_t j) {
      return std::to_integer<std::uint32_t>(bytes[4 * i + j]);
    };
    return byte(0) << 16 | byte(1) << 8 | byte(2);
  }
  image::Size size;
  std::vector<std::byte> bytes;
};

constexpr std::uint32_t kFirst = 0xBBBBBB, kSecond = 0xE69F00, kOther = 0x222222, kWrong = 0xD55E00;

TEST(LabelPictures, ShowPredictionTruthAndMistakes) {
  const auto named = categories(2);
  const std::vector<std::int32_t> predicted{0, 1, 0, 0};
  const std::vector<std::int32_t> truth{0, 1, 1, -1};

  const LabelComparison drawn = draw_labels({{2, 2}, predicted, truth}, {named, in_order(2)});

  const Decoded said(drawn.predicted), is(drawn.truth), wrong(drawn.mistakes);
  EXPECT_EQ(said.size, (image::Size{2, 2}));
  EXPECT_THAT((std::vector{said.at(0), said.at(1), said.at(2), said.at(3)}),
              ElementsAre(kFirst, kSecond, kFirst, kFirst));
  EXPECT_THAT((std::vector{is.at(0), is.at(1), is.at(2)}), ElementsAre(kFirst, kSecond, kSecond));
  EXPECT_THAT((std::vector{wrong.at(0), wrong.at(1), wrong.at(2)}), ElementsAre(0U, 0U, kWrong));
  ASSERT_THAT(drawn.keys, SizeIs(2));
  EXPECT_EQ(drawn.keys[1].name, "class 1");
  EXPECT_EQ(drawn.keys[1].color, (image::Rgb{0xE6, 0x9F, 0x00}));
}

TEST(LabelPictures, StripeWhatCountsNowhere) {
  const auto named = categories(1);
  const std::vector<std::int32_t> predicted(64, 0), truth(64, -1);
  const LabelComparison drawn = draw_labels({{8, 8}, predicted, truth}, {named, in_order(1)});
  const Decoded is(drawn.truth), wrong(drawn.mistakes);
  EXPECT_EQ(is.at(0), 0xFFFFFFU);
  EXPECT_EQ(is.at(4), 0U);
  EXPECT_EQ(is.bytes, wrong.bytes);
}

TEST(LabelPictures, GiveAClassItsColourInEachPicture) {
  const auto named = categories(3);
  const std::vector<std::int32_t> one{2, 2, 2, 0}, other{2, 2, 2, 1};
  const LabelClasses classes{named, {1, 2, 0}};
  EXPECT_EQ(Decoded(draw_labels({{2, 2}, one, one}, classes).truth).at(0), kFirst);
  EXPECT_EQ(Decoded(draw_labels({{2, 2}, one, one}, classes).truth).at(3), kSecond);
  EXPECT_EQ(Decoded(draw_labels({{2, 2}, other, other}, classes).truth).at(0), kFirst);
}

TEST(LabelPictures, GiveClassesOfOnePictureDifferentColours) {
  const auto named = categories(20);
  const std::vector<std::int32_t> map{0, 8, 16, 1};  // three of them would have the first colour
  const Decoded is(draw_labels({{2, 2}, map, map}, {named, in_order(20)}).truth);
  EXPECT_THAT((std::set{is.at(0), is.at(1), is.at(2), is.at(3)}), SizeIs(4));
  EXPECT_EQ(is.at(0), kFirst);
}

TEST(LabelPictures, GiveTheRarestOfManyClassesOneColour) {
  const auto named = categories(10);
  std::vector<std::int32_t> map;
  for (std::int32_t label = 0; label < 10; ++label) {
    map.insert(map.end(), label < 8 ? 2 : 1, label);  // 18 pixels
  }
  const LabelComparison drawn = draw_labels({{18, 1}, map, map}, {named, in_order(10)});
  const Decoded is(drawn.truth);
  EXPECT_EQ(is.at(16), kOther);
  EXPECT_EQ(is.at(17), kOther);
  ASSERT_THAT(drawn.keys, SizeIs(9));
  EXPECT_EQ(drawn.keys.back().name, "other classes");
}

TEST(LabelPictures, TellWhatTheDataSetDoesNotHave) {
  const auto named = categories(1);
  const std::vector<std::int32_t> predicted{-1}, truth{0};
  const LabelComparison drawn = draw_labels({{1, 1}, predicted, truth}, {named, in_order(1)});
  EXPECT_EQ(Decoded(drawn.predicted).at(0), kOther);
  EXPECT_EQ(Decoded(drawn.mistakes).at(0), kWrong);
  EXPECT_EQ(drawn.keys.back().name, "other classes");
}

TEST(LabelPictures, AreSmall) {
  const auto named = categories(1);
  const std::vector<std::int32_t> map(std::size_t{2000} * 1000, 0);
  const LabelComparison drawn = draw_labels({{2000, 1000}, map, map}, {named, in_order(1)});
  EXPECT_EQ(Decoded(drawn.truth).size, (image::Size{kPictureSide, kPictureSide / 2}));
  EXPECT_LT(drawn.truth.size(), 4000U);
}

}  // namespace
}  // namespace assay::report
