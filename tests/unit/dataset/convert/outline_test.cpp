// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/outline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace assay::dataset::convert {
namespace {

using testing::ElementsAre;

constexpr image::Size kSize{24, 16};

Shapes mask_shape(const std::vector<std::uint8_t>& rows) {
  Shapes shapes;
  shapes.add_run_lengths(image::encode_mask(rows, kSize));
  return shapes;
}

std::vector<std::uint8_t> empty_rows() {
  return std::vector<std::uint8_t>(static_cast<std::size_t>(kSize.width * kSize.height));
}

void fill(std::vector<std::uint8_t>& rows, int left, int top, int right, int bottom,
          std::uint8_t value = 1) {
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) rows[static_cast<std::size_t>(y * 24 + x)] = value;
  }
}

/// The pixels of the outline are the shape's.
void expect_exact(const std::vector<std::uint8_t>& rows) {
  const Shapes shapes = mask_shape(rows);
  const auto outline = one_outline(shapes, 0, kSize);
  ASSERT_TRUE(outline);
  EXPECT_EQ(image::decode_mask(image::fill_polygon(*outline, kSize)), rows);
}

TEST(OneOutline, IsThePolygonItself) {
  Shapes shapes;
  const std::vector<double> corners{1.5, 2, 9, 2.25, 4, 11};
  shapes.begin_polygons();
  shapes.add_polygon(corners);
  EXPECT_EQ(one_outline(shapes, 0, kSize), corners);
}

TEST(OneOutline, OfAMaskFollowsItsPixels) {
  auto rows = empty_rows();
  fill(rows, 2, 3, 8, 5);
  EXPECT_THAT(trace_borders(image::encode_mask(rows, kSize)),
              ElementsAre(ElementsAre(2, 3, 8, 3, 8, 5, 2, 5)));
  expect_exact(rows);
}

TEST(OneOutline, OfAMaskKeepsHolesAndParts) {
  auto rows = empty_rows();
  fill(rows, 1, 1, 12, 12);
  fill(rows, 4, 4, 8, 9, 0);
  fill(rows, 15, 2, 20, 6);
  fill(rows, 15, 9, 16, 10);
  expect_exact(rows);
}

TEST(OneOutline, OfAMaskAtTheBorderOfTheImage) {
  auto rows = empty_rows();
  fill(rows, 0, 0, 24, 2);
  fill(rows, 20, 0, 24, 16);
  expect_exact(rows);
}

TEST(OneOutline, OfPixelsThatTouchAtACorner) {
  auto rows = empty_rows();
  fill(rows, 3, 3, 5, 5);
  fill(rows, 5, 5, 7, 7);
  expect_exact(rows);
}

TEST(OneOutline, OfAnyMaskHasItsPixels) {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    auto rows = empty_rows();
    for (int i = 0; i < 4; ++i) {
      const int left = static_cast<int>(random() % 20), top = static_cast<int>(random() % 12);
      fill(rows, left, top, left + 4, top + 4,
           static_cast<std::uint8_t>(round % 5 == 0 ? i % 2 : 1));
    }
    if (std::count(rows.begin(), rows.end(), 1) > 0) expect_exact(rows);
  }
}

TEST(OneOutline, JoinsPolygons) {
  Shapes shapes;
  shapes.begin_polygons();
  shapes.add_polygon(std::vector<double>{1, 1, 6, 1, 6, 6, 1, 6});
  shapes.add_polygon(std::vector<double>{10, 8, 18, 8, 18, 14});
  const auto outline = one_outline(shapes, 0, kSize);
  ASSERT_TRUE(outline);
  EXPECT_GT(image::mask_iou(image::fill_polygon(*outline, kSize), shapes.mask(0, kSize), false),
            0.99);
}

TEST(OneOutline, IsRefusedWhereItWouldHaveOtherPixels) {
  Shapes shapes;  // where they overlap, one outline around both leaves a hole
  shapes.begin_polygons();
  shapes.add_polygon(std::vector<double>{1, 1, 10, 1, 10, 10, 1, 10});
  shapes.add_polygon(std::vector<double>{4, 4, 14, 4, 14, 14, 4, 14});
  EXPECT_FALSE(one_outline(shapes, 0, kSize));
}

TEST(OneOutline, OfAnEmptyMaskIsNone) {
  EXPECT_FALSE(one_outline(mask_shape(empty_rows()), 0, kSize));
}

}  // namespace
}  // namespace assay::dataset::convert
