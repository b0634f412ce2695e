// SPDX-License-Identifier: Apache-2.0
#include <assay/sdk.hpp>

#include <gtest/gtest.h>

namespace assay::test {
namespace {

TEST(BlankImage, HasItsSizeAndOneValue) {
  const BlankImage blank(5, 3, Color::rgba, 7);
  const Image image = blank.image();
  EXPECT_EQ(image.width(), 5);
  EXPECT_EQ(image.height(), 3);
  EXPECT_EQ(image.channels(), 4);
  EXPECT_EQ(image.row_stride(), 20);
  EXPECT_EQ(image.color(), Color::rgba);
  for (int y = 0; y < 3; ++y) {
    for (int i = 0; i < 20; ++i) EXPECT_EQ(image.row(y)[i], 7);
  }
}

TEST(BlankImage, IsGreyInRgbUnlessSaidOtherwise) {
  const BlankImage blank(1, 1);
  EXPECT_EQ(blank.image().channels(), 3);
  EXPECT_EQ(blank.image().data()[0], 114);
  EXPECT_EQ(BlankImage(1, 1, Color::gray).image().channels(), 1);
}

}  // namespace
}  // namespace assay::test
