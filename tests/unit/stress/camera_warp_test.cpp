// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "core/stress/warp/elastic.hpp"
#include "core/stress/warp/radial.hpp"
#include "core/stress/warp/row_shift.hpp"

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

TEST(RadialWarp, FollowsThePolynomialAboutItsCentre) {
  const RadialWarp warp({{29.5, 39.5}, 50, 100, 0.2, 0.1});
  const Point across = backward(warp, {29.5 + 25, 39.5});  // at a radius of 0.5
  EXPECT_NEAR(across.x, 29.5 + 25 * (1 + 0.2 * 0.25 + 0.1 * 0.0625), 1e-4);
  EXPECT_NEAR(across.y, 39.5, 1e-6);
  const Point down = backward(warp, {29.5, 39.5 + 50});  // at 0.5, too
  EXPECT_NEAR(down.y, 39.5 + 50 * (1 + 0.2 * 0.25 + 0.1 * 0.0625), 1e-4);
  EXPECT_EQ(warp.forward({29.5, 39.5}).value(), (Point{29.5, 39.5}));
}

TEST(RadialWarp, ComesBackWithinItsTolerance) {
  const image::Size size{320, 240};
  for (const double k1 : {-5.0, -2.0, -0.4, -0.1, 0.0, 0.4, 2.0, 5.0}) {
    for (const double k2 : {-5.0, -2.0, -0.2, 0.0, 0.05, 0.2, 2.0, 5.0}) {
      const RadialWarp lens({{159.5, 119.5}, 200, 200, k1, k2});
      EXPECT_LE(worst_return(lens, size), lens.tolerance()) << k1 << " " << k2;
      const RadialWarp oval({{149.5, 129.5}, 320, 240, k1, k2});
      EXPECT_LE(worst_return(oval, size), oval.tolerance()) << k1 << " " << k2;
    }
  }
}

TEST(RadialWarp, NeverShowsAnythingTwice) {
  // 1 + 3 k1 r^2 + 5 k2 r^4 is 0 at r = 0.75 here: the polynomial would turn back.
  const RadialWarp warp({{159.5, 119.5}, 200, 200, -0.4, -0.2});
  double before = -1;
  for (int x = 0; x <= 200; ++x) {
    const Point seen = backward(warp, {159.5 + x, 119.5 + 0.75 * x});
    ASSERT_GT(seen.x, before) << x;
    before = seen.x;
  }
}

/// Two triangles to each of 2 x 1 cells of 10 x 10 pixels; only the knot in the middle of the first
/// row is moved.
Mesh small_mesh(float dx, float dy) {
  return {3, 2, 0, 0, 10, 10, {0, dx, 0, 0, 0, 0}, {0, dy, 0, 0, 0, 0}};
}

TEST(MeshWarp, IsStraightWithinTriangles) {
  const MeshWarp warp(small_mesh(4, -2));
  EXPECT_EQ(backward(warp, {10, 0}), (Point{14, -2}));
  EXPECT_EQ(backward(warp, {5, 0}), (Point{7, -1}));
  EXPECT_EQ(backward(warp, {10, 5}), (Point{12, 4}));
  EXPECT_EQ(backward(warp, {20, 10}), (Point{20, 10}));
  EXPECT_EQ(backward(warp, {10, -7}), (Point{14, -9}));  // its edge goes on
}

TEST(MeshWarp, IsMadeFlatterWhereItWouldFold) {
  const MeshWarp warp(small_mesh(40, 0));
  EXPECT_NEAR(backward(warp, {10, 0}).x, 10 + 9 / std::sqrt(2), 1e-4);
  EXPECT_LE(worst_return(warp, {21, 11}), warp.tolerance());
  const MeshWarp folded(small_mesh(40, 0), MeshWarp::Folds::kept);
  EXPECT_EQ(backward(folded, {10, 0}), (Point{50, 0}));
  EXPECT_GE(folded.tolerance(), 10);
}

TEST(ElasticMesh, HasItsDeviation) {
  const image::Size size{600, 400};
  const Mesh mesh = elastic_mesh(size, {1, 6, 9}, Stream({5, "a", "b", 0}));
  const MeshWarp warp(mesh);
  double squares = 0;
  int count = 0;
  for (int y = 0; y < 400; y += 3) {
    for (int x = 0; x < 600; x += 3) {
      const Point seen = backward(warp, {double(x), double(y)});
      squares += std::pow(seen.x - x, 2) + std::pow(seen.y - y, 2);
      count += 2;
    }
  }
  EXPECT_NEAR(std::sqrt(squares / count), 1, 0.05);
}

TEST(ElasticMesh, ComesBackWithinItsToleranceFoldedOrNot) {
  const image::Size size{320, 240};
  for (const double deviation : {0.3, 1.0, 2.0, 4.0}) {
    const MeshWarp warp(elastic_mesh(size, {deviation, 3.2, 2.4}, Stream({5, "a", "b", 0})),
                        MeshWarp::Folds::kept);
    EXPECT_LE(worst_return(warp, size), warp.tolerance()) << deviation;
  }
  const MeshWarp gentle(elastic_mesh(size, {0.3, 3.2, 2.4}, Stream({5, "a", "b", 0})),
                        MeshWarp::Folds::kept);
  EXPECT_LT(gentle.tolerance(), 0.1);  // it does not fold
}

TEST(ElasticMesh, GrowsWithoutChangingItsShape) {
  const Mesh weak = elastic_mesh({100, 80}, {1, 4, 4}, Stream({5, "a", "b", 0}));
  const Mesh strong = elastic_mesh({100, 80}, {2, 4, 4}, Stream({5, "a", "b", 0}));
  for (std::size_t i = 0; i < weak.dx.size(); ++i) {
    ASSERT_EQ(strong.dx[i], 2 * weak.dx[i]);
    ASSERT_EQ(strong.dy[i], 2 * weak.dy[i]);
  }
}

}  // namespace
}  // namespace assay::stress
