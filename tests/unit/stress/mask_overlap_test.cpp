// SPDX-License-Identifier: Apache-2.0
#include "core/stress/score/mask_overlap.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace assay::stress {
namespace {

constexpr image::Size kSize{20, 12};

/// Columns left <= x < right of rows top <= y < bottom.
image::RunLengths block(int left, int top, int right, int bottom) {
  std::vector<std::uint8_t> rows(240, 0);
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) rows[static_cast<std::size_t>(y * 20 + x)] = 1;
  }
  return image::encode_mask(rows, kSize);
}

TEST(MaskOverlap, IsIntersectionOverUnionWhereNothingIsInDoubt) {
  EXPECT_DOUBLE_EQ(mask_overlap(block(2, 2, 6, 6), block(4, 2, 8, 6), {}), 1.0 / 3);
  EXPECT_EQ(mask_overlap(block(2, 2, 6, 6), block(10, 2, 14, 6), {}), 0);
}

// With the parts of each that the other covers, in place of pixels: (3/4, 3/4) is 0.6.
TEST(MaskOverlap, IsTheSameByPartsWhereSomethingElseIsHidden) {
  const image::RunLengths hidden = block(15, 0, 20, 12);
  EXPECT_DOUBLE_EQ(mask_overlap(block(2, 2, 6, 6), block(3, 2, 7, 6), {0, &hidden}), 0.6);
}

TEST(MaskOverlap, TakesPixelsAtTheEdgeForEither) {
  EXPECT_EQ(mask_overlap(block(2, 2, 12, 3), block(2, 3, 12, 4), {}), 0);
  EXPECT_EQ(mask_overlap(block(2, 2, 12, 3), block(2, 3, 12, 4), {1, nullptr}), 1);
  EXPECT_EQ(mask_overlap(block(2, 2, 12, 3), block(2, 4, 12, 5), {1, nullptr}), 0);
  EXPECT_EQ(mask_overlap(block(0, 0, 20, 1), block(0, 1, 20, 2), {1, nullptr}), 1);
}

TEST(MaskOverlap, ReachesAsFarInBothDirectionsAsIsInDoubt) {
  for (const int x : {7, 13}) {
    for (const int y : {3, 9}) {
      const image::RunLengths pixel = block(x, y, x + 1, y + 1);
      EXPECT_EQ(mask_overlap(block(10, 6, 11, 7), pixel, {3, nullptr}), 1) << x << ' ' << y;
      EXPECT_EQ(mask_overlap(block(10, 6, 11, 7), pixel, {2, nullptr}), 0) << x << ' ' << y;
    }
  }
  EXPECT_EQ(mask_overlap(block(0, 0, 1, 12), block(19, 0, 20, 12), {500, nullptr}), 1);
}

TEST(MaskOverlap, DoesNotTakeAPixelForAllOfSomethingThin) {
  EXPECT_LT(mask_overlap(block(5, 2, 6, 3), block(2, 2, 12, 3), {1, nullptr}), 0.4);
}

TEST(MaskOverlap, CountsNothingThatIsHidden) {
  const image::RunLengths hidden = block(6, 0, 20, 12);
  const image::RunLengths whole = block(2, 2, 12, 6);
  EXPECT_EQ(mask_overlap(block(2, 2, 6, 6), whole, {0, &hidden}), 1);
  EXPECT_EQ(mask_overlap(whole, whole, {0, &hidden}), 1);
  EXPECT_EQ(mask_overlap(block(6, 2, 12, 6), whole, {0, &hidden}), 0);
}

TEST(CoveredPart, IsOfTheDetectionAlone) {
  const image::RunLengths hidden = block(8, 0, 9, 12);
  EXPECT_EQ(covered_part(block(4, 2, 8, 6), block(2, 2, 6, 6), {}), 0.5);
  EXPECT_EQ(covered_part(block(4, 2, 8, 6), block(2, 2, 6, 6), {1, nullptr}), 0.75);
  EXPECT_EQ(covered_part(block(5, 2, 9, 6), block(2, 2, 6, 6), {0, &hidden}), 0.5);
}

}  // namespace
}  // namespace assay::stress
