// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using std::int64_t;

image::Rgb color_after(image::Rgb color, const std::string& name, Settings settings) {
  const Picture result = transformed(plain({1, 1}, color), name, settings);
  return {result.rgb[0], result.rgb[1], result.rgb[2]};
}

void expect_near(image::Rgb seen, image::Rgb expected, int tolerance) {
  EXPECT_NEAR(seen.red, expected.red, tolerance);
  EXPECT_NEAR(seen.green, expected.green, tolerance);
  EXPECT_NEAR(seen.blue, expected.blue, tolerance);
}

TEST(ShiftHsv, TurnsHuesByHalfDegrees) {
  const image::Rgb red{255, 0, 0};
  expect_near(color_after(red, "ShiftHSV", {{"hue", int64_t{60}}}), {0, 255, 0}, 0);
  expect_near(color_after(red, "ShiftHSV", {{"hue", int64_t{-60}}}), {0, 0, 255}, 0);
  expect_near(color_after({0, 0, 255}, "ShiftHSV", {{"hue", int64_t{100}}}), {170, 255, 0}, 2);
}

TEST(ShiftHsv, AddsToSaturationAndValueWithinTheirRange) {
  const image::Rgb brown{200, 100, 50};  // value 200, saturation 0.75
  expect_near(color_after(brown, "ShiftHSV", {{"sat", int64_t{-255}}}), {200, 200, 200}, 0);
  expect_near(color_after(brown, "ShiftHSV", {{"val", int64_t{40}}}), {240, 120, 60}, 2);
  expect_near(color_after(brown, "ShiftHSV", {{"val", int64_t{100}}}), {255, 128, 64}, 2);
  expect_near(color_after(brown, "ShiftHSV", {{"sat", int64_t{100}}}), {200, 67, 0}, 2);
}

TEST(ShiftHsv, DoesNothingOnceAllTheWayRound) {
  EXPECT_EQ(transformed(scene(), "ShiftHSV", {{"hue", int64_t{180}}}), scene());
}

TEST(ToGray, WeighsChannelsAsLumaDoes) {
  expect_near(color_after({255, 0, 0}, "ToGray", {{"gray", true}}), {76, 76, 76}, 0);
  expect_near(color_after({0, 255, 0}, "ToGray", {{"gray", true}}), {150, 150, 150}, 0);
  expect_near(color_after({0, 0, 255}, "ToGray", {{"gray", true}}), {29, 29, 29}, 0);
}

TEST(ToSepia, MultipliesByItsMatrix) {
  expect_near(color_after({100, 50, 200}, "ToSepia", {{"sepia", true}}), {116, 103, 80}, 0);
  expect_near(color_after({255, 255, 255}, "ToSepia", {{"sepia", true}}), {255, 255, 239}, 0);
}

TEST(ChannelShift, AddsToEachChannel) {
  expect_near(color_after({10, 20, 30}, "ChannelShift", {{"red", 0.2}}), {61, 20, 30}, 0);
  expect_near(color_after({10, 20, 30}, "ChannelShift", {{"green", -0.2}, {"blue", 0.02}}),
              {10, 0, 35}, 0);
}

/// What light_flood() adds by its definition: at the middle of a pixel, linear between the corners.
double added_light(const Picture& picture, int64_t x, int64_t y, double most, double degrees) {
  const double right = std::cos(degrees * std::numbers::pi / 180);
  const double up = std::sin(degrees * std::numbers::pi / 180);
  const auto width = static_cast<double>(picture.size.width);
  const auto height = static_cast<double>(picture.size.height);
  const double along = right * (static_cast<double>(x) + 0.5 - width / 2) -
                       up * (static_cast<double>(y) + 0.5 - height / 2);
  const double farthest = (std::abs(right) * width + std::abs(up) * height) / 2;
  return most * (0.5 + along / farthest / 2);
}

TEST(LightFlood, FallsOffLinearlyFromWhereItComesFrom) {
  const Picture picture = scene({37, 23});
  for (const double degrees : {0.0, 90.0, 180.0, -90.0, 33.0, -135.0}) {
    const Picture lit =
        transformed(picture, "LightFlood", {{"intensity", 0.6}, {"light_direction", degrees}});
    for (int64_t y = 0; y < picture.size.height; ++y) {
      for (int64_t x = 0; x < picture.size.width; ++x) {
        const double sum = picture.at(x, y, 1) + added_light(picture, x, y, 153, degrees);
        ASSERT_NEAR(lit.at(x, y, 1), std::min(sum, 255.0), 0.57) << degrees;
      }
    }
  }
}

TEST(LightFlood, ComesFromTheRightAtZeroAndFromAboveAtNinety) {
  const Picture picture = plain({40, 30}, {50, 60, 70});
  const Picture right = transformed(picture, "LightFlood", {{"intensity", 0.5}});
  EXPECT_GT(right.at(39, 15, 0), right.at(0, 15, 0) + 100);
  const Picture above =
      transformed(picture, "LightFlood", {{"intensity", 0.5}, {"light_direction", 90.0}});
  EXPECT_GT(above.at(20, 0, 0), above.at(20, 29, 0) + 100);
}

TEST(LightFlood, AddsHalfInTheMiddle) {
  const Picture lit = transformed(plain({1, 1}, {10, 20, 30}), "LightFlood", {{"intensity", 0.4}});
  EXPECT_EQ(lit.rgb, (std::vector<std::uint8_t>{61, 71, 81}));
}

/// Linear sRGB of a black body from Planck's law and the fits of Wyman, Sloan and Shirley (2013) to
/// the CIE's observer.
std::array<double, 3> planck(double kelvin) {
  const auto lobe = [](double nm, double middle, double below, double above) {
    const double t = (nm - middle) * (nm < middle ? below : above);
    return std::exp(-t * t / 2);
  };
  double x = 0;
  double y = 0;
  double z = 0;
  for (double nm = 380; nm <= 780; nm += 1) {
    const double power = std::pow(nm, -5) / (std::exp(1.438777e7 / (nm * kelvin)) - 1);
    x += power * (1.056 * lobe(nm, 599.8, 0.0264, 0.0323) + 0.362 * lobe(nm, 442, 0.0624, 0.0374) -
                  0.065 * lobe(nm, 501.1, 0.0490, 0.0382));
    y +=
        power * (0.821 * lobe(nm, 568.8, 0.0213, 0.0247) + 0.286 * lobe(nm, 530.9, 0.0613, 0.0322));
    z += power * (1.217 * lobe(nm, 437, 0.0845, 0.0278) + 0.681 * lobe(nm, 459, 0.0385, 0.0725));
  }
  return {3.2406 * x - 1.5372 * y - 0.4986 * z, -0.9689 * x + 1.8758 * y + 0.0415 * z,
          0.0557 * x - 0.2040 * y + 1.0570 * z};
}

double linear(double value) {
  return value <= 10 ? value / 255 / 12.92 : std::pow((value / 255 + 0.055) / 1.055, 2.4);
}

TEST(ColorTemperature, IsThatOfBlackBodies) {
  const auto usual = planck(6500);
  for (const double kelvin : {2500.0, 3500.0, 5000.0, 8000.0, 12000.0}) {
    const auto light = planck(kelvin);
    const image::Rgb seen = color_after({120, 120, 120}, "ColorTemperature", {{"kelvin", kelvin}});
    const double red = light[0] / light[1] / (usual[0] / usual[1]);
    const double blue = light[2] / light[1] / (usual[2] / usual[1]);
    EXPECT_NEAR(linear(seen.red) / linear(120), red, 0.03 * red) << kelvin;
    EXPECT_EQ(seen.green, 120);
    EXPECT_NEAR(linear(seen.blue) / linear(120), blue, 0.03 * blue + 0.01) << kelvin;
  }
}

TEST(ColorTemperature, IsATable) {
  const Effect effect = effect_of("ColorTemperature", {{"kelvin", 3000.0}}, {1, 1});
  EXPECT_TRUE(std::holds_alternative<PointTables>(effect));
}

/// Filters go over an image in runs: at their borders nothing may differ.
TEST(ColorOperators, DoTheSameToAPixelWhereverItIs) {
  const Picture tile = scene({64, 48});
  Picture repeated{{18432, 1}, {}};  // six of them
  for (int i = 0; i < 6; ++i) {
    repeated.rgb.insert(repeated.rgb.end(), tile.rgb.begin(), tile.rgb.end());
  }
  const std::vector<std::tuple<const char*, const char*, AxisValue>> strong{
      {"ShiftHSV", "hue", std::int64_t{90}}, {"ToGray", "gray", true}, {"ToSepia", "sepia", true}};
  for (const auto& [name, axis, value] : strong) {
    const Picture small = transformed(tile, name, {{axis, value}});
    const Picture large = transformed(repeated, name, {{axis, value}});
    for (std::size_t i = 0; i < large.rgb.size(); ++i) {
      ASSERT_EQ(large.rgb[i], small.rgb[i % small.rgb.size()]) << name;
    }
  }
}

}  // namespace
}  // namespace assay::stress
