// SPDX-License-Identifier: Apache-2.0
#include "core/report/mask_path.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace assay::report {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(MaskPath, ClosesALineThroughTheMiddlesOfPixels) {
  EXPECT_EQ(mask_path({{20, 20}, {200, 200}}, {20, 20}), "M10.5 0.5l0 19 9 0 0 -19z");
}

TEST(MaskPath, GoesAroundEachPart) {
  // Two of four columns.
  const std::string path = mask_path({{4, 10}, {0, 10, 10, 10, 10}}, {40, 10});
  EXPECT_EQ(std::count(path.begin(), path.end(), 'M'), 2);
  EXPECT_EQ(std::count(path.begin(), path.end(), 'z'), 2);
}

TEST(MaskPath, IsEmptyWhereNothingIsSeen) {
  EXPECT_EQ(mask_path({}, {10, 10}), "");
  EXPECT_EQ(mask_path({{10, 10}, {100}}, {10, 10}), "");
}

/// Pixels at random.
image::RunLengths noise(image::Size size) {
  std::vector<std::uint8_t> rows(static_cast<std::size_t>(size.width * size.height));
  std::uint32_t state = 1;
  for (std::uint8_t& pixel : rows) pixel = (state = state * 1664525 + 1013904223) >> 31 != 0;
  return image::encode_mask(rows, size);
}

TEST(MaskPath, StaysShortWhateverTheMask) {
  const std::string path = mask_path(noise({480, 480}), {480, 480});
  EXPECT_THAT(path, StartsWith("M"));
  EXPECT_THAT(path, EndsWith("z"));
  EXPECT_LE(path.size(), 20 * kCornersDrawn);
}

TEST(MaskPath, IsTheSameEachTime) {
  const auto mask = noise({200, 100});
  EXPECT_EQ(mask_path(mask, {200, 100}), mask_path(mask, {200, 100}));
}

}  // namespace
}  // namespace assay::report
