// SPDX-License-Identifier: Apache-2.0
#include "core/image/probe.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "core/base/error.hpp"
#include "tests/unit/image/pictures.hpp"

namespace assay::image {
namespace {

using test::encoded;
using test::little;
using test::picture;

std::string refusal(const std::string& bytes) {
  try {
    probe(bytes);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    return error.message();
  }
  return "accepted";
}

TEST(Probe, ReadsWhatOpenCvWrites) {
  struct Case {
    std::string extension;
    FileFormat format;
    ColorModel color;
    int bits;
  };
  for (const Case& c : {Case{".jpg", FileFormat::jpeg, ColorModel::ycbcr, 8},
                        Case{".png", FileFormat::png, ColorModel::rgb, 8},
                        Case{".bmp", FileFormat::bmp, ColorModel::rgb, 8},
                        Case{".webp", FileFormat::webp, ColorModel::rgb, 8},
                        Case{".tiff", FileFormat::tiff, ColorModel::rgb, 8},
                        Case{".ppm", FileFormat::pnm, ColorModel::rgb, 8}}) {
    const Header header = probe(encoded(c.extension, picture(37, 21)));
    EXPECT_EQ(header.format, c.format) << c.extension;
    EXPECT_EQ(header.size, (Size{37, 21})) << c.extension;
    EXPECT_EQ(header.color, c.color) << c.extension;
    EXPECT_EQ(header.bits, c.bits) << c.extension;
    EXPECT_EQ(header.orientation, 1) << c.extension;
    EXPECT_FALSE(header.several_frames) << c.extension;
  }
}

TEST(Probe, SeesGreyDepthAndAlpha) {
  EXPECT_EQ(probe(encoded(".jpg", picture(9, 9, CV_8UC1))).color, ColorModel::gray);
  EXPECT_EQ(probe(encoded(".png", picture(9, 9, CV_16UC1))).bits, 16);
  EXPECT_EQ(probe(encoded(".tiff", picture(9, 9, CV_16UC3))).bits, 16);
  EXPECT_EQ(probe(encoded(".pgm", picture(9, 9, CV_16UC1))).bits, 16);
  EXPECT_TRUE(probe(encoded(".png", picture(9, 9, CV_8UC4))).alpha);
  EXPECT_FALSE(probe(encoded(".png", picture(9, 9))).alpha);
}

TEST(Probe, ReadsOrientationOfJpeg) {
  const std::string jpeg = encoded(".jpg", picture(16, 8));
  for (int orientation = 1; orientation <= 8; ++orientation) {
    EXPECT_EQ(probe(test::with_orientation(jpeg, orientation)).orientation, orientation);
  }
}

TEST(Probe, TakesNonsenseOrientationForUpright) {
  const std::string jpeg = encoded(".jpg", picture(16, 8));
  EXPECT_EQ(probe(test::with_orientation(jpeg, 0)).orientation, 1);
  EXPECT_EQ(probe(test::with_orientation(jpeg, 9)).orientation, 1);
}

TEST(Probe, ReadsBmpFromTheTop) {
  std::string bmp = encoded(".bmp", picture(5, 7));
  bmp.replace(22, 4, little(static_cast<std::uint32_t>(-7), 4));
  EXPECT_EQ(probe(bmp).size, (Size{5, 7}));
}

TEST(Probe, SurvivesTheSmallestHeightOfBmp) {
  std::string bmp = encoded(".bmp", picture(5, 7));
  bmp.replace(22, 4, little(0x80000000U, 4));
  EXPECT_EQ(probe(bmp).size.height, 2147483648);
}

TEST(Probe, SkipsCommentsOfPnm) {
  const Header header = probe("P6\n# 99 99\n12 #7\n 34\n255\n");
  EXPECT_EQ(header.size, (Size{12, 34}));
}

TEST(Probe, CutsNumbersThatNoImageHas) {
  EXPECT_EQ(probe("P4 99999999999999999999 5 ").size, (Size{0xFFFFFFFF, 5}));
}

TEST(Probe, SaysWhatIsThereInsteadOfAnImage) {
  EXPECT_EQ(refusal(""), "the file is empty");
  EXPECT_EQ(refusal("<html><body>404</body></html>"),
            "not an image (JPEG, PNG, BMP, GIF, WebP, TIFF or PNM): starts with "
            "'<html><body>404</body></'");
  EXPECT_EQ(
      refusal("\x7F"
              "ELF\x02\x01\x01" +
              std::string(20, '\0')),
      "not an image (JPEG, PNG, BMP, GIF, WebP, TIFF or PNM): starts with bytes 7f 45 4c 46 02 01 "
      "01 00");
  EXPECT_THAT(refusal("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
              testing::HasSubstr("git lfs pull"));
}

TEST(Probe, RefusesSizeZero) {
  std::string png = encoded(".png", picture(5, 7));
  png.replace(16, 4, std::string(4, '\0'));
  EXPECT_EQ(refusal(png), "damaged PNG: its header says 0x7 pixels");
}

TEST(Probe, RefusesEveryHeaderThatIsCutOff) {
  for (const char* extension : {".jpg", ".png", ".bmp", ".webp", ".tiff", ".ppm"}) {
    const std::string whole = encoded(extension, picture(5, 7));
    std::size_t header = std::string(extension) == ".ppm" ? 6 : 10;
    // TIFF says where its directory starts.
    if (std::string(extension) == ".tiff") header = static_cast<unsigned char>(whole[4]);
    for (std::size_t count = 0; count < header; ++count) {
      EXPECT_NE(refusal(whole.substr(0, count)), "accepted") << extension << " cut at " << count;
    }
  }
}

TEST(Probe, NeverThrowsAnythingButErrorOnDamage) {
  std::uint32_t state = 1;
  const auto random = [&state] { return state = state * 1664525U + 1013904223U, state >> 8; };
  for (const char* extension : {".jpg", ".png", ".bmp", ".webp", ".tiff", ".ppm"}) {
    const std::string whole = encoded(extension, picture(15, 17));
    for (int round = 0; round < 300; ++round) {
      std::string bytes = whole.substr(0, 1 + random() % whole.size());
      for (int i = 0; i < 8; ++i) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      try {
        const Header header = probe(bytes);
        EXPECT_GE(header.size.width, 1);
        EXPECT_GE(header.orientation, 1);
        EXPECT_LE(header.orientation, 8);
      } catch (const Error&) {
        // A refusal is a right answer as well.
      }
    }
  }
}

}  // namespace
}  // namespace assay::image
