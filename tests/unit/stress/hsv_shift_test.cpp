// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/hsv_shift.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/stress/look_up.hpp"
#include "tests/unit/stress/tables.hpp"

namespace assay::stress {
namespace {

TEST(Tables, AreOfEachChannel) {
  const PointTables tables = some_tables();
  const Picture picture = scene({67, 5});
  Picture changed = picture;
  look_up(tables, picture.rgb, changed.rgb);
  for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
    ASSERT_EQ(changed.rgb[i], tables.channels[i % 3][picture.rgb[i]]) << i;
  }
}

/// OpenCV's arithmetic: hue in half degrees, saturation and value of 255.
std::array<int, 3> hsv_of(image::Rgb color) {
  const int r = color.red;
  const int g = color.green;
  const int b = color.blue;
  const int high = std::max({r, g, b});
  const int chroma = high - std::min({r, g, b});
  if (chroma == 0) return {0, 0, high};
  const auto by = [](double whole, int part) { return static_cast<int>(std::lrint(whole / part)); };
  const int around = high == r ? g - b : high == g ? b - r + 2 * chroma : r - g + 4 * chroma;
  const int hue = (around * by(30 << 12, chroma) + 2048) >> 12;
  return {hue < 0 ? hue + 180 : hue, (chroma * by(255 << 12, high) + 2048) >> 12, high};
}

image::Rgb rgb_of(const std::array<int, 3>& hsv) {
  const float s = static_cast<float>(hsv[1]) * (1 / 255.0F);
  const float v = static_cast<float>(hsv[2]) * (1 / 255.0F);
  const float h = static_cast<float>(hsv[0]) * (6 / 180.0F);
  const auto sector = static_cast<std::size_t>(h);
  const float past = h - static_cast<float>(sector);
  const std::array<float, 4> values{v, v * (1 - s), v * (1 - s * past), v * (1 - s * (1 - past))};
  constexpr std::size_t kRed[]{0, 2, 1, 1, 3, 0};
  const auto byte = [&](std::size_t which) {
    return static_cast<std::uint8_t>(values[which] * 255);
  };
  return {byte(kRed[sector]), byte(kRed[(sector + 4) % 6]), byte(kRed[(sector + 2) % 6])};
}

TEST(HsvShift, IsThatOfOpenCv) {
  const HsvShift shift{33, 20, -30};
  const Picture picture = lattice();
  Picture shifted = picture;
  shift_hsv(shift, nullptr, picture.view(), shifted.writable());
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
    const image::Rgb before{picture.rgb[i], picture.rgb[i + 1], picture.rgb[i + 2]};
    std::array<int, 3> hsv = hsv_of(before);
    hsv[0] = (hsv[0] + shift.hue) % 180;
    hsv[1] = std::clamp(hsv[1] + shift.saturation, 0, 255);
    hsv[2] = std::clamp(hsv[2] + shift.value, 0, 255);
    const image::Rgb expected = rgb_of(hsv);
    ASSERT_EQ(shifted.rgb[i], expected.red) << i;
    ASSERT_EQ(shifted.rgb[i + 1], expected.green) << i;
    ASSERT_EQ(shifted.rgb[i + 2], expected.blue) << i;
  }
}

TEST(HsvShift, TakesTablesIntoItsOwnPass) {
  const Picture picture = scene({211, 31});
  const PointTables tables = some_tables();
  Picture between = picture;
  look_up(tables, picture.rgb, between.rgb);
  Picture expected = picture;
  shift_hsv({10, 5, -7}, nullptr, between.view(), expected.writable());
  Picture seen = picture;
  shift_hsv({10, 5, -7}, &tables, picture.view(), seen.writable());
  EXPECT_EQ(seen, expected);
}

}  // namespace
}  // namespace assay::stress
