// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/stress/warp/radial_distortion.hpp"
#include "core/stress/warp/row_shift.hpp"
#include "core/stress/warp/smooth_field.hpp"

namespace assay::stress {
namespace {

Point backward(const Warp& warp, Point output) {
  std::array<float, 1> x{static_cast<float>(output.x)};
  std::array<float, 1> y{static_cast<float>(output.y)};
  warp.backward(x, y);
  return {double{x[0]}, double{y[0]}};
}

/// The furthest that forward() is from undoing backward(), over a grid.
double worst_return(const Warp& warp, image::Size size) {
  double worst = 0;
  for (double y = 0; y < static_cast<double>(size.height); y += 6.5) {
    for (double x = 0; x < static_cast<double>(size.width); x += 6.5) {
      const Point seen = warp.forward(backward(warp, {x, y})).value();
      worst = std::max(worst, std::hypot(seen.x - x, seen.y - y));
    }
  }
  return worst;
}

TEST(RowShift, MovesRowsByTheirDistanceFromTheMiddle) {
  const RowShift warp({10, 0.5, 0, 0, 0});
  EXPECT_EQ(warp.forward({3, 10}).value(), (Point{3, 10}));
  EXPECT_EQ(warp.forward({3, 14}).value(), (Point{5, 14}));
  EXPECT_EQ(backward(warp, {5, 14}), (Point{3, 14}));
}

TEST(RowShift, WobblesLikeASine) {
  const RowShift warp({0, 0, 4, M_PI / 2, 0});
  EXPECT_NEAR(warp.forward({10, 1}).value().x, 14, 1e-9);
  EXPECT_NEAR(warp.forward({10, 2}).value().x, 10, 1e-9);
  EXPECT_NEAR(warp.forward({10, 3}).value().x, 6, 1e-9);
  std::array<float, 3> x{10, 10, 10};
  std::array<float, 3> y{1, 3, 1};
  warp.backward(x, y);
  EXPECT_NEAR(x[0], 6, 1e-5);
  EXPECT_NEAR(x[1], 14, 1e-5);
  EXPECT_EQ(x[2], x[0]);
}

TEST(RowShift, ComesBackExactly) {
  EXPECT_LT(worst_return(RowShift({31.5, -0.7, 9, 0.2, 1}), {200, 64}), 1e-4);
}

TEST(RadialDistortion, FollowsThePolynomial) {
  // Half the diagonal of 60 x 80 is 50; (25, 0) from the middle is at a radius of 0.5.
  const RadialDistortion warp({60, 80}, 0.2, 0.1);
  const Point seen = backward(warp, {29.5 + 25, 39.5});
  EXPECT_NEAR(seen.x, 29.5 + 25 * (1 + 0.2 * 0.25 + 0.1 * 0.0625), 1e-4);
  EXPECT_NEAR(seen.y, 39.5, 1e-6);
  EXPECT_EQ(warp.forward({29.5, 39.5}).value(), (Point{29.5, 39.5}));
}

TEST(RadialDistortion, ComesBackWithinItsTolerance) {
  const image::Size size{320, 240};
  for (const double k1 : {-2.0, -0.4, -0.1, 0.0, 0.4, 2.0}) {
    for (const double k2 : {-2.0, -0.2, 0.0, 0.05, 0.2, 2.0}) {
      const RadialDistortion warp(size, k1, k2);
      EXPECT_LE(worst_return(warp, size), warp.tolerance()) << k1 << " " << k2;
    }
  }
}

TEST(RadialDistortion, NeverShowsAnythingTwice) {
  // 1 + 3 k1 r^2 + 5 k2 r^4 is 0 at r = 0.75 here: the polynomial would turn back.
  const RadialDistortion warp({320, 240}, -0.4, -0.2);
  double before = -1;
  for (int x = 0; x <= 200; ++x) {
    const Point seen = backward(warp, {159.5 + x, 119.5 + 0.75 * x});
    ASSERT_GT(seen.x, before) << x;
    before = seen.x;
  }
}

TEST(SmoothField, HasTheDeviationThatTheBlurLeaves) {
  const image::Size size{300, 200};
  Stream random({5, "a", "b", 0});
  const SmoothField warp(size, {100, 6, 9}, random);
  double squares = 0;
  int count = 0;
  for (int y = 20; y < 180; ++y) {
    for (int x = 20; x < 280; ++x) {
      const Point seen = backward(warp, {double(x), double(y)});
      squares += std::pow(seen.x - x, 2) + std::pow(seen.y - y, 2);
      count += 2;
    }
  }
  const double expected = 100 / std::sqrt(3) / (2 * std::sqrt(M_PI * 6 * 9));
  EXPECT_NEAR(std::sqrt(squares / count), expected, 0.1 * expected);
}

TEST(SmoothField, ComesBackWithinItsTolerance) {
  const image::Size size{320, 240};
  for (const double amplitude : {5.0, 20.0, 30.0, 60.0}) {
    Stream random({5, "a", "b", 0});
    const SmoothField warp(size, {amplitude, 3.2, 2.4}, random);
    EXPECT_LE(worst_return(warp, size), warp.tolerance()) << amplitude;
  }
  Stream random({5, "a", "b", 0});
  EXPECT_LT(SmoothField(size, {5, 3.2, 2.4}, random).tolerance(), 0.1);  // it does not fold
}

TEST(SmoothField, GrowsWithoutChangingItsShape) {
  Stream first({5, "a", "b", 0});
  Stream second({5, "a", "b", 0});
  const SmoothField weak({100, 80}, {10, 4, 4}, first);
  const SmoothField strong({100, 80}, {20, 4, 4}, second);
  const Point a = backward(weak, {40, 30});
  const Point b = backward(strong, {40, 30});
  EXPECT_NEAR(b.x - 40, 2 * (a.x - 40), 1e-4);
  EXPECT_NEAR(b.y - 30, 2 * (a.y - 30), 1e-4);
}

}  // namespace
}  // namespace assay::stress
