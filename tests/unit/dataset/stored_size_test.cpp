// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/stored_size.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/dataset/png_file.hpp"

namespace assay::dataset {
namespace {

std::optional<ImageSize> size_of(const std::string& bytes, definition::Exif exif) {
  const test::TemporaryDirectory directory;
  return upright_size(directory.write("a.png", bytes), exif);
}

/// A JPEG's first bytes: EXIF with an orientation of 6, then a frame of 30 x 20.
std::string turned_jpeg(std::size_t comment) {
  std::string bytes(
      "\xFF\xD8\xFF\xE1\x00\x22"
      "Exif\0\0"
      "MM\0*\0\0\0\x08\0\x01"
      "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0",
      38);
  while (comment > 0) {
    const std::size_t part = std::min<std::size_t>(comment, 60'000);
    bytes += {'\xFF', '\xFE', static_cast<char>((part + 2) >> 8), static_cast<char>(part + 2)};
    bytes += std::string(part, 'c');
    comment -= part;
  }
  const char frame[] = "\xFF\xC0\x00\x0B\x08\x00\x14\x00\x1E\x01\x01\x11\x00\xFF\xDA";
  return bytes + std::string(frame, sizeof frame - 1);
}

TEST(UprightSize, IsThatOfTheHeader) {
  EXPECT_EQ(size_of(test::label_png(3, {1, 2, 3, 4, 5, 6}), definition::Exif::apply),
            (ImageSize{3, 2}));
}

TEST(UprightSize, TurnsWithTheOrientationUnlessThatIsIgnored) {
  EXPECT_EQ(size_of(turned_jpeg(0), definition::Exif::apply), (ImageSize{20, 30}));
  EXPECT_EQ(size_of(turned_jpeg(0), definition::Exif::ignore), (ImageSize{30, 20}));
}

TEST(UprightSize, IsFoundBehindLongMetadata) {
  EXPECT_EQ(size_of(turned_jpeg(200'000), definition::Exif::ignore), (ImageSize{30, 20}));
}

TEST(UprightSize, IsNoneOfWhatIsNoImage) {
  EXPECT_EQ(size_of("no image", definition::Exif::apply), std::nullopt);
  EXPECT_EQ(size_of("", definition::Exif::apply), std::nullopt);
  EXPECT_EQ(upright_size("/nowhere/a.png", definition::Exif::apply), std::nullopt);
  EXPECT_EQ(upright_size("/", definition::Exif::apply), std::nullopt);
}

}  // namespace
}  // namespace assay::dataset
