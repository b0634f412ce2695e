// SPDX-License-Identifier: Apache-2.0
#include "core/image/orient.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace assay::image {
namespace {

/// Turns the 3x2 picture "abc/def" and gives the result as rows.
std::string turned(int orientation) {
  const std::string stored = "abcdef";
  const Size upright = oriented_size({3, 2}, orientation);
  std::vector<std::byte> out(6);
  orient({std::as_bytes(std::span(stored)), {3, 2}, PixelFormat::gray}, orientation,
         {out, upright, PixelFormat::gray});
  std::string rows;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i > 0 && i % static_cast<std::size_t>(upright.width) == 0) rows += '/';
    rows += static_cast<char>(out[i]);
  }
  return rows;
}

// EXIF 2.3, tag 274: which side of the scene the stored row 0 and column 0 are.
TEST(Orient, TurnsAsExifSays) {
  EXPECT_EQ(turned(1), "abc/def");
  EXPECT_EQ(turned(2), "cba/fed");  // column 0 is the right
  EXPECT_EQ(turned(3), "fed/cba");  // row 0 is the bottom, column 0 the right
  EXPECT_EQ(turned(4), "def/abc");
  EXPECT_EQ(turned(5), "ad/be/cf");  // row 0 is the left, column 0 the top
  EXPECT_EQ(turned(6), "da/eb/fc");  // row 0 is the right, column 0 the top
  EXPECT_EQ(turned(7), "fc/eb/da");
  EXPECT_EQ(turned(8), "cf/be/ad");  // row 0 is the left, column 0 the bottom
}

TEST(Orient, IsUndoneByItsInverse) {
  const std::string stored = "abcdef";
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Size upright = oriented_size({3, 2}, orientation);
    std::vector<std::byte> there(6), back(6);
    orient({std::as_bytes(std::span(stored)), {3, 2}, PixelFormat::gray}, orientation,
           {there, upright, PixelFormat::gray});
    orient({there, upright, PixelFormat::gray}, inverse_orientation(orientation),
           {back, {3, 2}, PixelFormat::gray});
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(back.data()), 6), stored) << orientation;
  }
}

}  // namespace
}  // namespace assay::image
