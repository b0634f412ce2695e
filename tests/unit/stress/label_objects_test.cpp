// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/label_objects.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <numbers>

#include "core/stress/warp/homography.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{100, 100};

Motion turn(double degrees) {
  const double a = degrees * std::numbers::pi / 180;
  const double c = 49.5;
  const Matrix3 rotation{std::cos(a), -std::sin(a), 0, std::sin(a), std::cos(a), 0, 0, 0, 1};
  const auto forward = multiply(translation(c, c), multiply(rotation, translation(-c, -c)));
  return {ChainLink{std::make_shared<Homography>(forward), {}}};
}

Motion shift(double x, double y) {
  return {ChainLink{std::make_shared<Homography>(translation(x, y)), {}}};
}

Object boxed(Box box) {
  Object object;
  object.box = {box, box};
  return object;
}

std::vector<Object> labels(const Object& object, const Motion& motion) {
  Workspace workspace;
  return label_objects({object}, motion, kSize, {}, workspace);
}

void expect_box(const Object& object, Box expected, double within) {
  EXPECT_EQ(object.box.outer, object.box.inner);
  EXPECT_NEAR(object.box.outer.x1, expected.x1, within);
  EXPECT_NEAR(object.box.outer.y1, expected.y1, within);
  EXPECT_NEAR(object.box.outer.x2, expected.x2, within);
  EXPECT_NEAR(object.box.outer.y2, expected.y2, within);
}

TEST(LabelObjects, KeepsBoxesThatNothingMoves) {
  const Object object = boxed({10.1, 20.2, 30.3, 40.4});
  expect_box(labels(object, {}).at(0), {10.1, 20.2, 30.3, 40.4}, 0);
  expect_box(labels(object, {Loosened{3}}).at(0), {10.1, 20.2, 30.3, 40.4}, 0);
}

TEST(LabelObjects, MovesUprightBoxesExactly) {
  expect_box(labels(boxed({10, 20, 30, 40}), shift(5, 7)).at(0), {15, 27, 35, 47}, 1e-12);
}

TEST(LabelObjects, TakesTheEllipseOfABoxThatIsTurned) {
  // Of a square the ellipse is a disc, which turning leaves; the turned square is 1.41 times wider.
  expect_box(labels(boxed({30, 30, 70, 70}), turn(45)).at(0), {30, 30, 70, 70}, 0.05);
  expect_box(labels(boxed({20, 40, 80, 60}), turn(90)).at(0), {40, 20, 60, 80}, 1e-6);
}

TEST(LabelObjects, TakesTheBoxOfAnOutlineWithItsArea) {
  Object diamond = boxed({30, 30, 70, 70});
  diamond.polygons = {{50, 30, 70, 50, 50, 70, 30, 50}};
  diamond.filled = 0.5;
  const Object after = labels(diamond, turn(45)).at(0);
  const double half = 20 / std::numbers::sqrt2;
  expect_box(after, {50 - half, 50 - half, 50 + half, 50 + half}, 1e-9);
  EXPECT_NEAR(after.filled, 1, 1e-9);
}

TEST(LabelObjects, CutsAtTheImageAndIgnoresWhatIsMostlyOutside) {
  Object square = boxed({10, 10, 30, 30});
  square.polygons = {{10, 10, 30, 10, 30, 30, 10, 30}};
  const auto some = labels(square, shift(-20, 0));
  expect_box(some.at(0), {0, 10, 10, 30}, 1e-9);
  EXPECT_FALSE(some.at(0).ignored);
  EXPECT_NEAR(some.at(0).filled, 1, 1e-9);
  EXPECT_TRUE(labels(square, shift(-26, 0)).at(0).ignored);
  EXPECT_TRUE(labels(square, shift(-30.5, 0)).empty());  // a pixel of it may still be seen
  EXPECT_TRUE(labels(square, shift(-50, 0)).empty());
}

TEST(LabelObjects, TakesTheBoxOfAMaskWithItsArea) {
  Object object = boxed({2, 1, 4, 3});
  std::vector<std::uint8_t> rows(100 * 100, 0);
  rows[102] = rows[103] = rows[202] = 1;  // three pixels
  object.mask = image::encode_mask(rows, kSize);
  object.filled = 0.75;
  const Object after = labels(object, shift(10, 20)).at(0);
  expect_box(after, {12, 21, 14, 23}, 0);
  EXPECT_NEAR(after.filled, 0.75, 1e-12);
}

}  // namespace
}  // namespace assay::stress
