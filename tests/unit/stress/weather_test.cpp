// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{96, 72};
const image::Rgb kBlack{0, 0, 0};
const image::Rgb kWhite{255, 255, 255};

AxisValue whole(std::int64_t value) {
  return value;
}

/// Which pixels are not of the colour.
std::vector<bool> touched(const Picture& picture, image::Rgb color) {
  std::vector<bool> touched;
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
    touched.push_back(picture.rgb[i] != color.red || picture.rgb[i + 1] != color.green ||
                      picture.rgb[i + 2] != color.blue);
  }
  return touched;
}

double share(const std::vector<bool>& of) {
  return static_cast<double>(std::count(of.begin(), of.end(), true)) /
         static_cast<double>(of.size());
}

bool includes(const std::vector<bool>& larger, const std::vector<bool>& smaller) {
  for (std::size_t i = 0; i < smaller.size(); ++i) {
    if (smaller[i] && !larger[i]) return false;
  }
  return true;
}

TEST(Fog, HasTheOpticalDepthThatItsAxesSay) {
  double depth = 0;
  int count = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const Picture fog =
        transformed(plain(kSize, kBlack), "Fog", {{"fog_coef", 0.6}, {"fog_alpha", 0.3}}, seed);
    for (std::size_t i = 0; i < fog.rgb.size(); i += 3, ++count) {
      ASSERT_EQ(fog.rgb[i], fog.rgb[i + 2]);
      depth -= std::log(1 - fog.rgb[i] / 255.0);
    }
  }
  EXPECT_NEAR(depth / count, 5 * 0.6 * 0.3, 0.05);
}

TEST(Fog, IsPatchyAndSmooth) {
  const Picture fog = transformed(plain(kSize, kBlack), "Fog", {{"fog_coef", 0.65}});
  const auto [least, most] = std::minmax_element(fog.rgb.begin(), fog.rgb.end());
  EXPECT_GT(*most - *least, 40);
  for (std::int64_t y = 0; y < kSize.height; ++y) {
    for (std::int64_t x = 1; x < kSize.width; ++x) {
      EXPECT_LE(std::abs(fog.at(x, y, 0) - fog.at(x - 1, y, 0)), 8);
    }
  }
  EXPECT_EQ(transformed(plain(kSize, kWhite), "Fog", {{"fog_coef", 0.65}}), plain(kSize, kWhite));
}

TEST(Snow, AddsLightnessAndKeepsHueAndSaturation) {
  const auto snowed = [](image::Rgb color, double amount) {
    const Picture one = transformed(plain({1, 1}, color), "Snow", {{"snow_amount", amount}});
    return image::Rgb{one.rgb[0], one.rgb[1], one.rgb[2]};
  };
  EXPECT_EQ(snowed({51, 51, 51}, 1), (image::Rgb{102, 102, 102}));
  // Lightness 75 of 255 becomes 150: with a saturation of 25 / 75, channels differ from it by
  // (255 - 150) / 3.
  EXPECT_EQ(snowed({100, 50, 50}, 1), (image::Rgb{185, 115, 115}));
  EXPECT_EQ(snowed({50, 50, 100}, 1), (image::Rgb{115, 115, 185}));
  // The snow line of an amount of 0.5 is at 5 / 12 of 255, which is 106.
  EXPECT_EQ(snowed({107, 107, 107}, 0.5), (image::Rgb{107, 107, 107}));
  EXPECT_EQ(snowed({250, 200, 150}, 0.5), (image::Rgb{250, 200, 150}));
  // Half of the soft part, which is 51 wide: half as much is added.
  EXPECT_NEAR(snowed({80, 80, 80}, 0.5).red, 80 + 80 * (106.25 - 80) / 51, 1);
}

TEST(SunFlare, IsOfItsColourInTheMiddleAndEndsAtItsRadius) {
  const Picture flare = transformed(
      plain(kSize, kBlack), "SunFlare",
      {{"flare_cirles", whole(1)}, {"flare_rad", whole(30)}, {"flare_color", Color{250, 120, 0}}});
  const auto brightest = std::max_element(flare.rgb.begin(), flare.rgb.end());
  const auto at = (brightest - flare.rgb.begin()) / 3 * 3;
  EXPECT_GE(*brightest, 245);
  EXPECT_NEAR(flare.rgb[static_cast<std::size_t>(at + 1)], 120, 3);
  EXPECT_EQ(mean(flare, 2), 0);
  const double most = 3.14160 * (31 * 31 + 6 * 6) / (96 * 72);
  EXPECT_LT(share(touched(flare, kBlack)), most);
}

TEST(SunFlare, HasItsCirclesOnALine) {
  // With a sun of one pixel there are circles alone, of a radius of 0.05 times 72 at most.
  const auto rows = [](double angle) {
    const Picture flare =
        transformed(plain(kSize, kBlack), "SunFlare",
                    {{"flare_cirles", whole(8)}, {"flare_rad", whole(1)}, {"flare_angle", angle}});
    std::pair<std::int64_t, std::int64_t> seen{kSize.height, -1};
    const auto changed = touched(flare, kBlack);
    for (std::size_t i = 0; i < changed.size(); ++i) {
      const auto y = static_cast<std::int64_t>(i) / kSize.width;
      if (changed[i]) seen = {std::min(seen.first, y), std::max(seen.second, y)};
    }
    return seen.second - seen.first + 1;
  };
  EXPECT_GT(rows(0), 0);
  EXPECT_LE(rows(0), 8);
  EXPECT_LE(rows(0.5), 8);
  EXPECT_GT(rows(0.25), 20);
}

TEST(Shadow, HalvesTheLightInPolygonsAndNothingElse) {
  const Picture shaded =
      transformed(plain(kSize, {200, 101, 50}), "Shadow", {{"shadow_num", whole(2)}});
  std::size_t full = 0;
  for (std::size_t i = 0; i < shaded.rgb.size(); i += 3) {
    EXPECT_TRUE(shaded.rgb[i] >= 100 && shaded.rgb[i] <= 200);
    EXPECT_NEAR(shaded.rgb[i + 1], shaded.rgb[i] / 200.0 * 101, 1.01);
    EXPECT_NEAR(shaded.rgb[i + 2], shaded.rgb[i] / 200.0 * 50, 1.01);
    full += shaded.rgb[i] == 100;
  }
  const double touched_share = share(touched(shaded, {200, 101, 50}));
  EXPECT_GT(full, 100U);
  EXPECT_LT(touched_share, 0.9);
  // What is between is the edges'.
  EXPECT_LT(touched_share * 96 * 72 - static_cast<double>(full), 900);
}

TEST(Shadow, OverlapsWithoutBecomingDarker) {
  const Picture shaded =
      transformed(plain(kSize, {200, 200, 200}), "Shadow", {{"shadow_num", whole(40)}});
  EXPECT_EQ(*std::min_element(shaded.rgb.begin(), shaded.rgb.end()), 100);
  EXPECT_GT(share(touched(shaded, {200, 200, 200})), 0.8);
}

TEST(Shadow, TakesAllNumbersOfCorners) {
  for (std::int64_t corners = 2; corners <= 6; ++corners) {
    const Picture shaded =
        transformed(plain(kSize, kWhite), "Shadow",
                    {{"shadow_num", whole(5)}, {"shadow_dimension", whole(corners)}});
    EXPECT_GT(share(touched(shaded, kWhite)), 0) << corners;
  }
}

TEST(Spatter, CoversWhatIsThickerThanItsThresholdWhateverTheSizeOfDrops) {
  // The layer is normal with mean 0.5 and deviation 0.4: above 0.7 is what is half a deviation up.
  const double expected = 0.3085;
  for (const double size : {0.0, 0.5, 1.0, 2.5}) {
    double covered = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const Picture mud = transformed(plain(kSize, kWhite), "Spatter",
                                      {{"intensity", 1.0},
                                       {"mean", 0.5},
                                       {"std", 0.4},
                                       {"cutout_threshold", 0.7},
                                       {"gauss_sigma", size},
                                       {"mode", std::string("mud")}},
                                      seed);
      covered += share(touched(mud, kWhite)) / 10;
    }
    EXPECT_NEAR(covered, expected, size < 2 ? 0.015 : 0.04) << size;
  }
}

TEST(Spatter, IsBrownOrPaleTurquoise) {
  const Settings everywhere{{"intensity", 1.0},
                            {"mean", 1.0},
                            {"std", 0.05},
                            {"cutout_threshold", 0.0},
                            {"mode", std::string("mud")}};
  EXPECT_EQ(transformed(plain(kSize, kWhite), "Spatter", everywhere), plain(kSize, {63, 42, 20}));

  const Picture rain = transformed(plain(kSize, kBlack), "Spatter", {{"intensity", 1.0}});
  EXPECT_NEAR(mean(rain, 0) / mean(rain, 2), 175.0 / 238, 0.01);
  EXPECT_NEAR(mean(rain, 1) / mean(rain, 2), 1, 0.01);
  EXPECT_GT(share(touched(rain, kBlack)), 0.05);
  EXPECT_LT(share(touched(rain, kBlack)), 0.4);
}

TEST(Spatter, AddsInProportionToItsIntensity) {
  const Picture half = transformed(plain(kSize, kBlack), "Spatter", {{"intensity", 0.5}});
  const Picture full = transformed(plain(kSize, kBlack), "Spatter", {{"intensity", 1.0}});
  for (std::size_t i = 0; i < full.rgb.size(); ++i) {
    ASSERT_NEAR(half.rgb[i], full.rgb[i] / 2.0, 1.01);
  }
}

TEST(Rain, DimsTheImageAndDrawsStreaks) {
  const Picture rain = transformed(plain(kSize, {100, 200, 50}), "Rain", {{"amount", 0.01}});
  // By 0.3 for an amount of 1.
  EXPECT_EQ(*std::min_element(rain.rgb.begin(), rain.rgb.end()), 50);
  const auto streaks = touched(rain, {100, 199, 50});
  EXPECT_GT(share(streaks), 0.005);
  EXPECT_LT(share(streaks), 0.2);
}

TEST(Rain, LeansToTheRightBelowWhereItsSlantIsPositive) {
  const auto lean = [](double slant) {
    double together = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      // One streak.
      const Picture rain = transformed(plain({200, 200}, kBlack), "Rain",
                                       {{"amount", 0.001}, {"slant", slant}}, seed);
      double sum = 0, x_sum = 0, y_sum = 0, product = 0, squares = 0;
      for (std::int64_t y = 0; y < 200; ++y) {
        for (std::int64_t x = 0; x < 200; ++x) {
          const double w = rain.at(x, y, 0);
          const auto fx = static_cast<double>(x);
          const auto fy = static_cast<double>(y);
          sum += w;
          x_sum += w * fx;
          y_sum += w * fy;
          product += w * fx * fy;
          squares += w * fy * fy;
        }
      }
      together += (product - x_sum * y_sum / sum) / (squares - y_sum * y_sum / sum) / 20;
    }
    return together;  // pixels to the right for one down
  };
  EXPECT_NEAR(lean(0), 0, 0.05);
  EXPECT_NEAR(lean(30), std::tan(0.5236), 0.08);
  EXPECT_NEAR(lean(-20), -std::tan(0.3491), 0.08);
}

TEST(WeatherOperators, KeepWhatTheyHaveDrawnAsTheyGrow) {
  struct Case {
    const char* name;
    const char* axis;
    std::vector<AxisValue> growing;
    image::Rgb color = kBlack;  // touched by what is laid over it alone
  };
  const std::vector<Case> cases{{"Rain", "amount", {0.01, 0.1, 0.5, 1.0}},
                                {"Shadow", "shadow_num", {whole(1), whole(2), whole(5)}, kWhite},
                                {"SunFlare", "flare_cirles", {whole(1), whole(3), whole(8)}}};
  for (const Case& one : cases) {
    std::vector<bool> before;
    for (const AxisValue& value : one.growing) {
      const auto now =
          touched(transformed(plain(kSize, one.color), one.name, {{one.axis, value}}), one.color);
      EXPECT_TRUE(includes(now, before)) << one.name;
      before = now;
    }
  }
}

TEST(WeatherOperators, ChangeLittleWhereTheirStrengthDoes) {
  for (const auto& [name, axis] :
       {std::pair{"Fog", "fog_coef"}, std::pair{"Rain", "amount"}, std::pair{"Snow", "snow_amount"},
        std::pair{"Spatter", "intensity"}}) {
    for (const double strength : {0.0, 0.2, 0.5}) {
      const double step = difference(transformed(scene(kSize), name, {{axis, strength + 0.0005}}),
                                     transformed(scene(kSize), name, {{axis, strength}}));
      EXPECT_LT(step, 1) << name << " " << strength;
    }
  }
}

}  // namespace
}  // namespace assay::stress
