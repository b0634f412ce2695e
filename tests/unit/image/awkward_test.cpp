// SPDX-License-Identifier: Apache-2.0
// Hundreds of files that broke somebody's decoder, and ordinary photographs.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/image/orient.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::decoded;
using test::equal;
using test::reference;

const std::filesystem::path kImages = std::filesystem::path(ASSAY_SHARED_DATA) / "images";

/// Regular files below a folder, sorted.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_picture(const std::filesystem::path& file) {
  return file.extension() != ".txt" && file.extension() != ".csv";
}

TEST(Photographs, EqualOpenCvBitForBit) {
  ASSAY_REQUIRE_SHARED_DATA("images/samples");
  int compared = 0;
  for (const auto& file : files_below(kImages / "samples")) {
    if (file.extension() != ".jpg") continue;
    const std::string bytes = read_file(file);
    const auto image = encoded_image(bytes, Exif::apply);
    EXPECT_TRUE(equal(decoded(image, PixelFormat::bgr).pixels, reference(bytes, cv::IMREAD_COLOR)))
        << file;
    ++compared;
  }
  EXPECT_GE(compared, 11);
}

TEST(ExifOrientations, AreAllUpright) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward/exif-orientation");
  for (const auto& file : files_below(kImages / "awkward/exif-orientation")) {
    if (!is_picture(file)) continue;
    const std::string bytes = read_file(file);
    const auto image = encoded_image(bytes, Exif::apply);
    const bool landscape = file.filename().string().starts_with("Landscape");
    const int orientation = file.stem().string().back() - '0';

    EXPECT_EQ(image.header.orientation, std::max(orientation, 1)) << file;
    EXPECT_EQ(image.size(), (landscape ? Size{1800, 1200} : Size{1200, 1800})) << file;
    EXPECT_TRUE(equal(decoded(image, PixelFormat::bgr).pixels, reference(bytes, cv::IMREAD_COLOR)))
        << file;
    const auto stored = encoded_image(bytes, Exif::ignore);
    EXPECT_TRUE(equal(decoded(stored, PixelFormat::bgr).pixels,
                      reference(bytes, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION)))
        << file;
  }
}

TEST(TiffOrientations, AreAppliedOrIgnoredAsAsked) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward/pillow");
  const auto file = [](int orientation) {
    return kImages / "awkward/pillow" / ("g4_orientation_" + std::to_string(orientation) + ".tif");
  };
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string bytes = read_file(file(orientation));
    const auto upright = encoded_image(bytes, Exif::apply),
               stored = encoded_image(bytes, Exif::ignore);
    ASSERT_EQ(upright.header.orientation, orientation);
    EXPECT_EQ(upright.size(), (Size{590, 88}));
    EXPECT_EQ(stored.size(), (orientation < 5 ? Size{590, 88} : Size{88, 590}));
    EXPECT_TRUE(
        equal(decoded(upright, PixelFormat::gray).pixels, reference(bytes, cv::IMREAD_GRAYSCALE)))
        << orientation;
    const cv::Mat pixels = decoded(stored, PixelFormat::gray).pixels;
    EXPECT_EQ(equal(pixels, reference(bytes, cv::IMREAD_GRAYSCALE)), orientation == 1)
        << orientation;
  }
}

cv::Mat turned(const cv::Mat& stored, int orientation) {
  const Size size{stored.cols, stored.rows}, upright = oriented_size(size, orientation);
  cv::Mat result(static_cast<int>(upright.height), static_cast<int>(upright.width), CV_8UC3);
  const auto bytes_of = [](const cv::Mat& pixels) {
    return std::span(reinterpret_cast<std::byte*>(pixels.data), pixels.total() * 3);
  };
  orient({bytes_of(stored), size, PixelFormat::bgr}, orientation,
         {bytes_of(result), upright, PixelFormat::bgr});
  return result;
}

/// What OpenCV 4.6 cannot decode, and other means can.
bool is_beyond_opencv(const Header& header, const cv::Mat& given) {
  return given.empty() && (header.format == FileFormat::gif || header.format == FileFormat::webp);
}

/// What became of one file, as "pixels", "other pixels" or the error.
std::string outcome(const std::string& bytes) {
  try {
    const auto image = encoded_image(bytes, Exif::apply);
    const cv::Mat pixels = decoded(image, PixelFormat::bgr).pixels;
    cv::Mat expected = reference(bytes, cv::IMREAD_COLOR);
    if (is_beyond_opencv(image.header, expected)) return "pixels";
    // Alone of all formats, OpenCV 4.6 reads no orientation in WebP.
    if (image.header.format == FileFormat::webp) {
      expected = turned(reference(bytes, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION),
                        image.header.orientation);
    }
    return equal(pixels, expected) ? "pixels" : "other pixels";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset) << error.message();
    return error.message();
  }
}

TEST(AwkwardFiles, GiveOpenCvsPixelsOrAnError) {
  ASSAY_REQUIRE_SHARED_DATA("images/awkward");
  int files = 0, read = 0;
  for (const auto& file : files_below(kImages / "awkward")) {
    if (!is_picture(file)) continue;
    const std::string result = outcome(read_file(file));
    EXPECT_NE(result, "other pixels") << file;
    ++files;
    if (result == "pixels") ++read;
  }
  EXPECT_GE(files, 321);
  EXPECT_GE(read, 250);  // imread alone reads 242, some of them damaged
}

}  // namespace
}  // namespace assay::image
