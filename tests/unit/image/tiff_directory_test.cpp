// SPDX-License-Identifier: Apache-2.0
#include "core/image/tiff_directory.hpp"

#include <gtest/gtest.h>

#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::little;
using test::tiff_block;

TEST(TiffDirectory, ReadsItsTags) {
  const auto directory =
      read_tiff_directory(tiff_block({{256, 640}, {257, 480}, {258, 8}, {262, 2}, {277, 3}}));

  ASSERT_TRUE(directory.has_value());
  EXPECT_EQ(directory->width, 640U);
  EXPECT_EQ(directory->height, 480U);
  EXPECT_EQ(directory->bits, 8U);
  EXPECT_EQ(directory->photometric, 2U);
  EXPECT_EQ(directory->samples, 3U);
  EXPECT_FALSE(directory->orientation.has_value());
  EXPECT_FALSE(directory->several);
}

TEST(TiffDirectory, ReadsBigEndian) {
  const std::string block("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 26);
  EXPECT_EQ(exif_orientation(block), 6);
}

TEST(TiffDirectory, ReadsBigTiff) {
  const std::string block = "II" + little(43, 2) + little(8, 2) + little(0, 2) + little(16, 8) +
                            little(1, 8) + little(256, 2) + little(16, 2) + little(1, 8) +
                            little(70000, 8) + little(0, 8);
  const auto directory = read_tiff_directory(block);
  ASSERT_TRUE(directory.has_value());
  EXPECT_EQ(directory->width, 70000U);
}

TEST(TiffDirectory, IsAbsentWithoutEnoughBytes) {
  const std::string whole = tiff_block({{274, 3}});
  for (std::size_t count = 0; count < 10; ++count) {
    EXPECT_FALSE(read_tiff_directory(whole.substr(0, count)).has_value()) << count;
  }
}

TEST(TiffDirectory, ReadsNothingOutsideOfTheBytes) {
  EXPECT_EQ(exif_orientation("II*" + std::string(1, '\0') + little(0xFFFFFFFF, 4)), 1);
  const std::string far = "II" + little(43, 2) + little(8, 2) + little(0, 2) +
                          little(0xFFFFFFFFFFFFFFFF, 8) + little(1, 8);
  EXPECT_FALSE(read_tiff_directory(far).has_value());
}

TEST(ExifOrientation, IgnoresWhatIsNotAShort) {
  std::string block = tiff_block({{274, 6}});
  block[12] = 2;  // the type: ASCII
  EXPECT_EQ(exif_orientation(block), 1);
}

}  // namespace
}  // namespace assay::image
