// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using std::int64_t;

Picture gray_row(const std::vector<std::uint8_t>& values) {
  return painted({static_cast<int64_t>(values.size()), 1}, [&](int64_t x, int64_t) {
    const std::uint8_t v = values[static_cast<std::size_t>(x)];
    return image::Rgb{v, v, v};
  });
}

TEST(Equalize, SpreadsValuesByHowManyAreBelow) {
  const Picture result = transformed(gray_row({20, 10, 30, 20}), "Equalize", {{"equalize", true}});
  EXPECT_EQ(result, gray_row({170, 0, 255, 170}));  // (1, 0, 2, 1) + 1 of 3 others are at or below
}

TEST(Equalize, LeavesAnImageOfOneValue) {
  const Picture picture = plain({5, 3}, {7, 0, 255});
  EXPECT_EQ(transformed(picture, "Equalize", {{"equalize", true}}), picture);
}

TEST(Equalize, TakesEachChannelByItself) {
  const Picture picture = painted({2, 1}, [](int64_t x, int64_t) {
    return image::Rgb{x == 0 ? std::uint8_t{9} : std::uint8_t{8}, 50,
                      x == 0 ? std::uint8_t{1} : std::uint8_t{2}};
  });
  const Picture result = transformed(picture, "Equalize", {{"equalize", true}});
  EXPECT_EQ(result.rgb, (std::vector<std::uint8_t>{255, 50, 0, 0, 50, 255}));
}

TEST(Equalize, FollowsPillowWhereAsked) {
  // 1024 pixels of 3 values: steps of (1024 - 256) / 255 = 3, of which 1 is done at the start.
  const Picture picture = painted({32, 32}, [](int64_t x, int64_t y) {
    const std::uint8_t v = y < 8 ? 40 : y < 24 ? 90 : 200;
    return x < 0 ? image::Rgb{} : image::Rgb{v, v, v};
  });
  const Picture result =
      transformed(picture, "Equalize", {{"equalize", true}, {"mode", std::string("pil")}});
  EXPECT_EQ(result.at(0, 0, 0), 0);
  EXPECT_EQ(result.at(0, 10, 0), (1 + 256) / 3);
  EXPECT_EQ(result.at(0, 30, 0), 255);  // (1 + 768) / 3 = 256
}

TEST(Equalize, LeavesPillowsImagesOfTooFewPixels) {
  EXPECT_EQ(transformed(gray_row({20, 10, 30, 20}), "Equalize",
                        {{"equalize", true}, {"mode", std::string("pil")}}),
            gray_row({20, 10, 30, 20}));
}

TEST(Equalize, OfLumaKeepsTheDifferencesBetweenChannels) {
  const Picture picture = painted({16, 1}, [](int64_t x, int64_t) {
    const auto v = static_cast<std::uint8_t>(100 + 2 * x);
    return image::Rgb{static_cast<std::uint8_t>(v + 20), v, static_cast<std::uint8_t>(v - 30)};
  });
  const Picture result =
      transformed(picture, "Equalize", {{"equalize", true}, {"by_channels", false}});
  // Lumas are evenly apart, so the k-th becomes 255 k / 15 = 17 k.
  for (int64_t x = 3; x < 13; ++x) {
    const double luma =
        0.299 * result.at(x, 0, 0) + 0.587 * result.at(x, 0, 1) + 0.114 * result.at(x, 0, 2);
    EXPECT_NEAR(luma, 17.0 * static_cast<double>(x), 1);
    EXPECT_EQ(result.at(x, 0, 0) - result.at(x, 0, 1), 20);
    EXPECT_EQ(result.at(x, 0, 1) - result.at(x, 0, 2), 30);
  }
}

/// L of Lab of a grey, 255 being white, and back.
double lightness(double gray) {
  const double v = gray / 255;
  const double y = v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  return 2.55 * (y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y);
}

double gray_of(double lightness) {
  const double l = lightness / 2.55;
  const double y = l > 8 ? std::pow((l + 16) / 116, 3) : l / 903.3;
  return 255 * (y <= 0.0031308 ? 12.92 * y : 1.055 * std::pow(y, 1 / 2.4) - 0.055);
}

/// The grey from `gray` on whose lightness is not close to half a step, so that it is rounded alike
/// by whoever computes it.
std::uint8_t unambiguous(int gray) {
  while (std::abs(lightness(gray) - std::round(lightness(gray))) > 0.25) ++gray;
  return static_cast<std::uint8_t>(gray);
}

/// CLAHE in the plainest way: the curve of one tile at one lightness.
double curve(const Picture& picture, int64_t tiles, std::array<int64_t, 2> tile, double limit,
             int at) {
  const auto [width, height] = picture.size;
  std::array<double, 256> histogram{};
  double count = 0;
  for (int64_t y = tile[1] * height / tiles; y < (tile[1] + 1) * height / tiles; ++y) {
    for (int64_t x = tile[0] * width / tiles; x < (tile[0] + 1) * width / tiles; ++x) {
      ++histogram[static_cast<std::size_t>(std::lround(lightness(picture.at(x, y, 0))))];
      ++count;
    }
  }
  double excess = 0;
  for (double& one : histogram) {
    const double clipped = std::min(one, limit * count / 256);
    excess += one - clipped;
    one = clipped;
  }
  double below = 0;
  for (int v = 0; v < at; ++v) below += histogram[static_cast<std::size_t>(v)] + excess / 256;
  const double middle = below + (histogram[static_cast<std::size_t>(at)] + excess / 256) / 2;
  return std::clamp(256 * middle / count - 0.5, 0.0, 255.0);
}

/// The grey that a pixel becomes: between the curves of the four tiles around it.
double adapted(const Picture& picture, int64_t tiles, double limit, int64_t x, int64_t y) {
  const auto place = [&](int64_t at, int64_t side) {
    const double p =
        (static_cast<double>(at) + 0.5) * static_cast<double>(tiles) / static_cast<double>(side) -
        0.5;
    return std::clamp(p, 0.0, static_cast<double>(tiles - 1));
  };
  const double px = place(x, picture.size.width);
  const double py = place(y, picture.size.height);
  const auto left = static_cast<int64_t>(px);
  const auto top = static_cast<int64_t>(py);
  const int at = static_cast<int>(std::lround(lightness(picture.at(x, y, 0))));
  double sum = 0;
  for (const int64_t row : {top, top + 1}) {
    for (const int64_t column : {left, left + 1}) {
      const double weight = (1 - std::abs(px - static_cast<double>(column))) *
                            (1 - std::abs(py - static_cast<double>(row)));
      if (weight == 0) continue;
      sum += weight * curve(picture, tiles, {column, row}, limit, at);
    }
  }
  return gray_of(sum);
}

/// At some pixels.
void expect_adapted(const Picture& picture, int64_t tiles, double limit) {
  const Picture result =
      transformed(picture, "CLAHE", {{"clip_limit", limit}, {"tile_grid_size", tiles}});
  for (int64_t y = 0; y < picture.size.height; y += 3) {
    for (int64_t x = 0; x < picture.size.width; x += 4) {
      ASSERT_NEAR(result.at(x, y, 0), adapted(picture, tiles, limit, x, y), 1.6)
          << limit << ' ' << tiles << ' ' << x << ' ' << y;
    }
  }
}

TEST(Clahe, IsThatOfItsDefinition) {
  const Picture picture = painted({45, 38}, [](int64_t x, int64_t y) {
    const std::uint8_t v = unambiguous(static_cast<int>(60 + 2 * x + (x * y) % 37));
    return image::Rgb{v, v, v};
  });
  for (const double limit : {0.3, 2.0, 20.0}) {
    for (const int64_t tiles : {1, 4, 7}) expect_adapted(picture, tiles, limit);
  }
}

TEST(Clahe, KeepsColours) {
  const Picture picture = plain({20, 20}, {200, 60, 40});
  const Picture result = transformed(picture, "CLAHE", {{"clip_limit", 3.0}});
  EXPECT_NEAR(result.at(10, 10, 0), 200, 8);
  EXPECT_NEAR(result.at(10, 10, 1), 60, 8);
  EXPECT_NEAR(result.at(10, 10, 2), 40, 8);
}

TEST(Clahe, IsAsGoodAsNothingAtTheLowestLimit) {
  EXPECT_LT(difference(transformed(scene(), "CLAHE", {{"clip_limit", 0.001}}), scene()),
            1.7);  // Lab's rounding
}

}  // namespace
}  // namespace assay::stress
