// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/stress/warp/backtrace.hpp"
#include "core/stress/warp/homography.hpp"
#include "core/stress/warp/resample.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

ChainLink link(const Matrix3& forward, Border border = {}) {
  return {std::make_shared<Homography>(forward), border};
}

Picture warped(const Picture& picture, const WarpChain& chain,
               Interpolation interpolation = Interpolation::linear) {
  Picture result{picture.size, std::vector<std::uint8_t>(picture.rgb.size(), 0xAB)};
  Workspace workspace;
  resample(chain, interpolation, picture.view(), result.writable(), workspace);
  return result;
}

Matrix3 turn(double degrees, image::Size size) {
  const double a = degrees * std::numbers::pi / 180;
  const double cx = static_cast<double>(size.width - 1) / 2;
  const double cy = static_cast<double>(size.height - 1) / 2;
  const Matrix3 rotation{std::cos(a), -std::sin(a), 0, std::sin(a), std::cos(a), 0, 0, 0, 1};
  return multiply(translation(cx, cy), multiply(rotation, translation(-cx, -cy)));
}

Matrix3 mirror(image::Size size) {
  return {-1, 0, static_cast<double>(size.width - 1), 0, 1, 0, 0, 0, 1};
}

TEST(Homography, TakesFourCornersToFourOthers) {
  const std::array<Point, 4> from{{{0, 0}, {10, 0}, {10, 8}, {0, 8}}};
  const std::array<Point, 4> to{{{1, 2}, {9, 1}, {12, 9}, {-1, 7}}};
  const Homography map(matrix_between(from, to).value());
  for (std::size_t i = 0; i < 4; ++i) {
    const Point seen = map.forward(from[i]).value();
    EXPECT_NEAR(seen.x, to[i].x, 1e-9);
    EXPECT_NEAR(seen.y, to[i].y, 1e-9);
  }
  std::array<float, 1> x{12}, y{9};
  map.backward(x, y);
  EXPECT_NEAR(x[0], 10, 1e-5);
  EXPECT_NEAR(y[0], 8, 1e-5);
}

TEST(Homography, HasNoneBetweenPointsOnALine) {
  const std::array<Point, 4> line{{{0, 0}, {1, 1}, {2, 2}, {5, 0}}};
  const std::array<Point, 4> square{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}};
  EXPECT_FALSE(matrix_between(line, square).has_value());
}

TEST(Homography, ShowsNothingFromBehind) {
  const Homography map({1, 0, 0, 0, 1, 0, -0.1, 0, 1});  // w = 1 - x / 10
  EXPECT_TRUE(map.forward({5, 0}).has_value());
  EXPECT_FALSE(map.forward({15, 0}).has_value());
}

TEST(Resample, FlipsWithoutTouchingValues) {
  const Picture picture = scene();
  const Picture flipped = warped(picture, {link(mirror(picture.size))});
  for (std::int64_t x = 0; x < picture.size.width; ++x) {
    EXPECT_EQ(flipped.at(x, 5, 0), picture.at(picture.size.width - 1 - x, 5, 0));
  }
  EXPECT_EQ(warped(picture, {link(mirror(picture.size)), link(mirror(picture.size))}), picture);
}

TEST(Resample, MovesByWholePixelsAndFillsWhatComesIn) {
  const Picture picture = scene();
  const Picture moved =
      warped(picture, {link(translation(3, -2), {BorderMode::constant, {9, 8, 7}})});
  EXPECT_EQ(moved.at(10, 10, 1), picture.at(7, 12, 1));
  EXPECT_EQ(moved.at(0, 0, 0), 9);
  EXPECT_EQ(moved.at(20, 47, 2), 7);
}

TEST(Resample, JoinsTurnsIntoOne) {
  const Picture picture = scene({90, 70});
  const Picture joined =
      warped(picture, {link(turn(7, picture.size)), link(turn(-7, picture.size))});
  // All but what the first turn cut off comes back as it was.
  for (std::int64_t y = 20; y < 50; ++y) {
    for (std::int64_t x = 20; x < 70; ++x) ASSERT_EQ(joined.at(x, y, 0), picture.at(x, y, 0));
  }
}

TEST(Resample, LosesWhatAnImageOnTheWayDoesNotHold) {
  const Picture picture = plain({40, 20}, {200, 200, 200});
  const Picture back = warped(picture, {link(translation(30, 0)), link(translation(-30, 0))});
  EXPECT_EQ(back.at(5, 10, 0), 200);
  EXPECT_EQ(back.at(20, 10, 0), 0);  // it was pushed out, and does not come back
}

TEST(Resample, FillsWithTheColourOfEachBorder) {
  const Picture picture = plain({40, 20}, {200, 200, 200});
  const Picture moved =
      warped(picture, {link(translation(10, 0), {BorderMode::constant, {10, 0, 0}}),
                       link(translation(10, 0), {BorderMode::constant, {20, 0, 0}})});
  EXPECT_EQ(moved.at(5, 10, 0), 20);
  EXPECT_EQ(moved.at(15, 10, 0), 10);
  EXPECT_EQ(moved.at(25, 10, 0), 200);
}

TEST(Resample, FillsWhatABorderBeforeWouldRepeat) {
  const Picture picture = plain({40, 20}, {200, 200, 200});
  const Picture moved = warped(
      picture, {link(translation(5, 0)), link(translation(5, 0), {BorderMode::replicate, {}}),
                link(translation(10, 0), {BorderMode::constant, {7, 7, 7}})});
  EXPECT_EQ(moved.at(3, 10, 0), 7);
  EXPECT_EQ(moved.at(12, 10, 0), 0);  // the edge of the first, repeated by the second
  EXPECT_EQ(moved.at(25, 10, 0), 200);
}

TEST(Resample, DoesAsOneWhatOneByOneDoes) {
  const Picture picture = scene({80, 60});
  for (const BorderMode mode :
       {BorderMode::replicate, BorderMode::reflect, BorderMode::wrap, BorderMode::reflect_101}) {
    const ChainLink first = link(translation(13, 5), {mode, {}});
    const ChainLink second = link(translation(-27, 9), {mode, {}});
    EXPECT_EQ(
        warped(picture, {first, second}, Interpolation::nearest),
        warped(warped(picture, {first}, Interpolation::nearest), {second}, Interpolation::nearest))
        << static_cast<int>(mode);
  }
}

TEST(Fold, FollowsOpenCvsBorders) {
  EXPECT_EQ(fold(-1, 4, BorderMode::replicate), 0);
  EXPECT_EQ(fold(-1, 4, BorderMode::reflect), 0);
  EXPECT_EQ(fold(-1, 4, BorderMode::reflect_101), 1);
  EXPECT_EQ(fold(-1, 4, BorderMode::wrap), 3);
  EXPECT_EQ(fold(5, 4, BorderMode::reflect), 2);
  EXPECT_EQ(fold(5, 4, BorderMode::reflect_101), 1);
  EXPECT_EQ(fold(5, 4, BorderMode::wrap), 1);
  EXPECT_EQ(fold(100, 1, BorderMode::reflect_101), 0);
}

TEST(ResampleLabels, TakesTheNearest) {
  const image::Size size{4, 2};
  const std::vector<std::uint16_t> labels{1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<std::uint16_t> out(8);
  Workspace workspace;
  resample_labels({link(translation(1, 0))}, labels, size, 999, out, workspace);
  EXPECT_EQ(out, (std::vector<std::uint16_t>{999, 1, 2, 3, 999, 5, 6, 7}));
}

TEST(CopiedPixels, AreThoseOfBordersThatRepeat) {
  const image::Size size{10, 4};
  Workspace workspace;
  const auto copied =
      copied_pixels({link(translation(3, 0), {BorderMode::reflect, {}})}, size, workspace);
  ASSERT_EQ(copied.size(), 40U);
  EXPECT_EQ(copied[2], 1);
  EXPECT_EQ(copied[3], 0);
  EXPECT_TRUE(copied_pixels({link(translation(3, 0))}, size, workspace).empty());
}

}  // namespace
}  // namespace assay::stress
