// SPDX-License-Identifier: Apache-2.0
#include "preprocess.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "tests/support/fake_batch.hpp"

namespace {

using namespace opencv_dnn;

InputOptions options_of(const char* resize, int width, int height) {
  InputOptions options;
  options.size = {width, height};
  options.resize = resize;
  options.colour = "rgb";
  options.std = {1, 1, 1};
  return options;
}

/// An image of one colour.
class Uniform {
 public:
  Uniform(int height, int width, std::vector<std::uint8_t> pixel,
          assay_color_t color = ASSAY_COLOR_RGB) {
    for (int i = 0; i < height * width; ++i) {
      pixels_.insert(pixels_.end(), pixel.begin(), pixel.end());
    }
    batch_.add(height, width, 3, pixels_.data(), 0, color);
  }
  assay::Image image() { return assay::Image(*batch_.images().u.images->images[0]); }

 private:
  std::vector<std::uint8_t> pixels_;
  assay::test::FakeBatch batch_;
};

float at(const Prepared& prepared, int channel, int y, int x) {
  return prepared.blob.ptr<float>(0, channel, y)[x];
}

TEST(Preprocess, StretchesBothSidesAlone) {
  Uniform uniform(10, 40, {1, 2, 3});

  const Prepared prepared = Preprocessor(options_of("stretch", 20, 20)).prepare(uniform.image());

  EXPECT_EQ(prepared.placement.ratio_x, 0.5);
  EXPECT_EQ(prepared.placement.ratio_y, 2.0);
  EXPECT_EQ(prepared.placement.offset_x, 0);
  EXPECT_EQ(content_of(prepared.placement), cv::Rect(0, 0, 20, 20));
  EXPECT_EQ(shown_of(prepared.placement), cv::Rect(0, 0, 40, 10));
  EXPECT_EQ(at(prepared, 2, 19, 19), 3);
}

TEST(Preprocess, LetterboxesAtTheTopLeft) {
  Uniform uniform(10, 40, {1, 2, 3});

  const Prepared prepared =
      Preprocessor(options_of("letterbox_topleft", 20, 20)).prepare(uniform.image());

  EXPECT_EQ(prepared.placement.ratio_x, 0.5);
  EXPECT_EQ(prepared.placement.ratio_y, 0.5);
  EXPECT_EQ(at(prepared, 0, 4, 19), 1);
  EXPECT_EQ(at(prepared, 0, 5, 0), 114);
}

TEST(Preprocess, LetterboxesInTheMiddleLosingTheHalfPixel) {
  Uniform uniform(10, 40, {1, 2, 3});
  InputOptions options = options_of("letterbox_centred", 20, 20);
  options.fill = 7;

  const Prepared prepared = Preprocessor(options).prepare(uniform.image());

  EXPECT_EQ(prepared.placement.offset_y, 7);  // (20 - 5) / 2
  EXPECT_EQ(prepared.placement.offset_x, 0);
  EXPECT_EQ(content_of(prepared.placement), cv::Rect(0, 7, 20, 5));
  EXPECT_EQ(at(prepared, 1, 6, 0), 7);
  EXPECT_EQ(at(prepared, 1, 7, 0), 2);
  EXPECT_EQ(at(prepared, 1, 11, 0), 2);
  EXPECT_EQ(at(prepared, 1, 12, 0), 7);
}

TEST(Preprocess, CropsTheMiddleOfTheScaledImage) {
  Uniform uniform(10, 40, {1, 2, 3});
  InputOptions options = options_of("crop", 8, 6);
  options.short_side = 20;

  const Prepared prepared = Preprocessor(options).prepare(uniform.image());

  EXPECT_EQ(prepared.placement.ratio_x, 2.0);
  EXPECT_EQ(prepared.placement.offset_x, -36);  // (80 - 8) / 2
  EXPECT_EQ(prepared.placement.offset_y, -7);
  EXPECT_EQ(prepared.placement.scaled, cv::Size(80, 20));
  EXPECT_EQ(shown_of(prepared.placement), cv::Rect(18, 3, 4, 3));  // centres from 18.0 and 3.5 on
  EXPECT_EQ(prepared.blob.size[2], 6);
  EXPECT_EQ(prepared.blob.size[3], 8);
}

TEST(Preprocess, RoundsHalvesToEven) {
  Uniform uniform(5, 40, {1, 2, 3});  // scaled by 0.5: 2.5 rows, so 2

  const Prepared prepared =
      Preprocessor(options_of("letterbox_topleft", 20, 20)).prepare(uniform.image());

  EXPECT_EQ(at(prepared, 0, 1, 0), 1);
  EXPECT_EQ(at(prepared, 0, 2, 0), 114);
}

TEST(Preprocess, KeepsOnePixelOfVeryThinImages) {
  Uniform uniform(1, 2000, {1, 2, 3});

  const Prepared prepared =
      Preprocessor(options_of("letterbox_topleft", 20, 20)).prepare(uniform.image());

  EXPECT_EQ(at(prepared, 0, 0, 0), 1);
}

TEST(Preprocess, NormalisesInTheNetworksChannelOrder) {
  Uniform uniform(4, 4, {255, 51, 0}, ASSAY_COLOR_BGR);
  InputOptions options = options_of("stretch", 4, 4);
  options.scale = 1.0 / 255;
  options.mean = {0.5, 0.25, 0};
  options.std = {0.5, 0.25, 2};

  const Prepared rgb = Preprocessor(options).prepare(uniform.image());
  options.colour = "bgr";
  const Prepared bgr = Preprocessor(options).prepare(uniform.image());

  EXPECT_EQ(at(rgb, 0, 0, 0), (0.0f - 0.5f) / 0.5f);
  EXPECT_EQ(at(rgb, 1, 0, 0), (0.2f - 0.25f) / 0.25f);
  EXPECT_EQ(at(rgb, 2, 0, 0), 0.5f);
  EXPECT_EQ(at(bgr, 0, 0, 0), 1.0f);
}

TEST(Preprocess, ScalesBytesAsDivisionInSingleFloatsDoes) {
  for (int byte = 0; byte < 256; ++byte) {
    Uniform uniform(1, 1, std::vector<std::uint8_t>(3, static_cast<std::uint8_t>(byte)));
    InputOptions options = options_of("stretch", 1, 1);
    options.scale = 1.0 / 255;

    const Prepared prepared = Preprocessor(options).prepare(uniform.image());

    EXPECT_EQ(at(prepared, 0, 0, 0), static_cast<float>(byte) / 255.0f) << byte;
  }
}

TEST(Preprocess, RefusesOptionsThatContradictEachOther) {
  InputOptions no_crop = options_of("stretch", 4, 4);
  no_crop.short_side = 8;
  InputOptions too_short = options_of("crop", 8, 8);
  too_short.short_side = 7;
  InputOptions flat = options_of("stretch", 4, 4);
  flat.std = {1, 0, 1};

  EXPECT_THROW(Preprocessor{no_crop}, assay::Error);
  EXPECT_THROW(Preprocessor{too_short}, assay::Error);
  EXPECT_THROW(Preprocessor{flat}, assay::Error);
}

}  // namespace
