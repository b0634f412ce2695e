// SPDX-License-Identifier: Apache-2.0
#include "core/report/thumbnails.hpp"

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace assay::report {
namespace {

WorstImage image_at(const std::filesystem::path& path) {
  WorstImage worst;
  worst.path = path;
  return worst;
}

TEST(ThumbnailsFromFiles, ScaleTheFileDown) {
  const assay::test::TemporaryDirectory directory;
  const std::vector<std::byte> pixels(960 * 600, std::byte{80});
  const auto file =
      directory.write("a.png", image::encode_png({pixels, {960, 600}, image::PixelFormat::gray}));

  const auto thumbnail = thumbnails_from_files(image::Exif::apply)(image_at(file));

  ASSERT_TRUE(thumbnail.has_value());
  EXPECT_EQ(thumbnail->size, (image::Size{480, 300}));
}

TEST(ThumbnailsFromFiles, DoWithoutAFileThatHasGone) {
  const assay::test::TemporaryDirectory directory;
  const auto source = thumbnails_from_files(image::Exif::apply);
  EXPECT_FALSE(source(image_at(directory.path() / "absent.png")).has_value());
  EXPECT_FALSE(source(image_at(directory.write("b.png", "<html>"))).has_value());
}

}  // namespace
}  // namespace assay::report
