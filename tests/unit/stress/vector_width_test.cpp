// SPDX-License-Identifier: Apache-2.0
// Loops for wide vectors and for any machine's give the same bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/stress/filter/span_blur.hpp"
#include "core/stress/look_up.hpp"
#include "core/stress/operators/hsv_shift.hpp"
#include "core/stress/operators/iso_noise.hpp"
#include "core/stress/operators/point_table.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

// What this machine has of them. Sizes are no multiple of anything.
std::vector<VectorWidth> wider_vectors() {
  std::vector<VectorWidth> widths;
  for (const VectorWidth width : {VectorWidth::avx2, VectorWidth::avx512}) {
    if (width <= widest_vectors()) widths.push_back(width);
  }
  return widths;
}

template <class Function>
void expect_same_at_all_widths(const Picture& picture, Function of) {
  Picture expected = picture;
  of(picture, expected, VectorWidth::any);
  EXPECT_NE(expected, picture);
  for (const VectorWidth width : wider_vectors()) {
    Picture wide = picture;
    of(picture, wide, width);
    EXPECT_EQ(wide, expected) << static_cast<int>(width);
  }
}

/// Every colour of a lattice, in an order in which neighbours are nothing alike.
Picture lattice() {
  constexpr std::int64_t kSide = 44;
  return painted({kSide * kSide, kSide}, [](std::int64_t x, std::int64_t y) {
    const auto level = [](std::int64_t i) { return static_cast<std::uint8_t>(i * 7 % kSide * 6); };
    return image::Rgb{level(x % kSide), level(y), level(x / kSide)};
  });
}

PointTables some_tables() {
  PointTables tables;
  for (std::size_t c = 0; c < 3; ++c) {
    tables.channels[c] =
        table_of([&](double v) { return std::fmod(v * 37 + 11 * static_cast<double>(c), 256); });
  }
  return tables;
}

TEST(VectorWidth, IsNoMatterToTables) {
  for (const PointTables& tables : {some_tables(), tables_of(some_tables().channels[1])}) {
    expect_same_at_all_widths(scene({211, 7}), [&](const Picture& from, Picture& to, auto width) {
      look_up(tables, from.rgb, to.rgb, width);
    });
  }
}

TEST(Tables, AreOfEachChannel) {
  const PointTables tables = some_tables();
  const Picture picture = scene({67, 5});
  Picture changed = picture;
  look_up(tables, picture.rgb, changed.rgb);
  for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
    ASSERT_EQ(changed.rgb[i], tables.channels[i % 3][picture.rgb[i]]) << i;
  }
}

TEST(VectorWidth, IsNoMatterToShiftsOfHue) {
  for (const HsvShift& shift : {HsvShift{0, 10, -9}, {101, -30, 40}, {179, 0, 0}}) {
    expect_same_at_all_widths(lattice(), [&](const Picture& from, Picture& to, auto width) {
      shift_hsv(shift, nullptr, from.view(), to.writable(), width);
    });
  }
}

TEST(VectorWidth, IsNoMatterToIsoNoise) {
  const IsoNoise noise{0.6, 0.2, Stream({1, "image", "node", 0})};
  expect_same_at_all_widths(scene({211, 31}), [&](const Picture& from, Picture& to, auto width) {
    Workspace workspace;
    add_iso_noise(noise, from.view(), to.writable(), workspace, width);
  });
}

TEST(VectorWidth, IsNoMatterToBlursBySpans) {
  for (const double radius : {2.3, 9.0, 70.0}) {
    SpanKernel kernel = disc(radius);
    const double sum = total(kernel);
    for (KernelSpan& span : kernel) span.weight /= static_cast<float>(sum);
    expect_same_at_all_widths(scene({211, 31}), [&](const Picture& from, Picture& to, auto width) {
      Workspace workspace;
      blur_by_spans(kernel, 0.5F, from.view(), to.writable(), workspace, width);
    });
  }
}

TEST(VectorWidth, IsNoMatterToRandomBits) {
  const Stream stream({1, "a", "b", 0});
  for (const std::size_t count : {5U, 64U, 700U, 1024U}) {
    std::vector<std::uint16_t> expected(count + 3);
    Stream plain = stream;
    plain.fill_bits(std::span(expected).first(count), VectorWidth::any);
    plain.fill_bits(std::span(expected).last(3), VectorWidth::any);
    for (const VectorWidth width : wider_vectors()) {
      std::vector<std::uint16_t> wide(count + 3);
      Stream other = stream;
      other.fill_bits(std::span(wide).first(count), width);
      other.fill_bits(std::span(wide).last(3), width);
      EXPECT_EQ(wide, expected) << count;
    }
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
