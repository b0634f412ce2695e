// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/picture_distance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace assay::evaluation {
namespace {

using Pixels = std::vector<std::uint8_t>;

struct Form {
  int height, width, channels;

  image::Size size() const { return {width, height}; }
};

Pixels waves(Form form, int slope) {
  Pixels pixels;
  for (int y = 0; y < form.height; ++y) {
    for (int x = 0; x < form.width; ++x) {
      for (int c = 0; c < form.channels; ++c) {
        pixels.push_back(static_cast<std::uint8_t>((x * slope + y * 3 + c * 17 + x * y / 7) % 256));
      }
    }
  }
  return pixels;
}

Pixels noise(Form form, std::uint64_t seed) {
  Pixels pixels;
  for (int i = 0; i < form.height * form.width * form.channels; ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    pixels.push_back(static_cast<std::uint8_t>(seed >> 56));
  }
  return pixels;
}

PicturePair pair_of(const Pixels& first, const Pixels& second, Form form) {
  return {first, second, form.size(), static_cast<std::size_t>(form.channels)};
}

struct Known {
  Form form;
  Pixels first;
  Pixels second;
  double psnr;
  double ssim;
};

Known with_a_brighter_patch() {
  const Form form{40, 31, 1};
  Pixels patched = waves(form, 2);
  for (int y = 10; y < 20; ++y) {
    for (int x = 5; x < 25; ++x) {
      auto& pixel = patched[static_cast<std::size_t>(y * form.width + x)];
      pixel = static_cast<std::uint8_t>(std::min(pixel + 20, 255));
    }
  }
  return {form, waves(form, 2), patched, 30.034120590382017, 0.9130062114878781};
}

class PictureDistance : public testing::TestWithParam<Known> {};

// scikit-image 0.26: structural_similarity(gaussian_weights=True, sigma=1.5, data_range=255,
// use_sample_covariance=False) and peak_signal_noise_ratio.
TEST_P(PictureDistance, IsScikitImages) {
  const Known& known = GetParam();
  const PicturePair pair = pair_of(known.first, known.second, known.form);
  EXPECT_NEAR(peak_signal_to_noise(pair), known.psnr, 1e-12);
  EXPECT_NEAR(*structural_similarity(pair), known.ssim, 1e-12);
}

const Form kColour{13, 17, 3};
const Form kNoise{24, 24, 4};
INSTANTIATE_TEST_SUITE_P(Pictures, PictureDistance,
                         testing::Values(Known{kColour, waves(kColour, 5), waves(kColour, 6),
                                               28.685976887177418, 0.9883406520349834},
                                         with_a_brighter_patch(),
                                         Known{kNoise, noise(kNoise, 1), noise(kNoise, 2),
                                               7.7810484852783715, 0.02227113506181712}));

TEST(PictureDistance, OfEqualPicturesIsInfiniteAndOne) {
  const Pixels pixels = waves(kColour, 5);
  const PicturePair pair = pair_of(pixels, pixels, kColour);
  EXPECT_EQ(peak_signal_to_noise(pair), HUGE_VAL);
  EXPECT_DOUBLE_EQ(*structural_similarity(pair), 1);
}

TEST(PictureDistance, OfBlackAndWhiteIsZeroDecibels) {
  const Form form{11, 11, 1};
  const Pixels black(121, 0);
  const Pixels white(121, 255);
  EXPECT_EQ(peak_signal_to_noise(pair_of(black, white, form)), 0);
  EXPECT_NEAR(*structural_similarity(pair_of(black, white, form)), 0, 1e-3);
}

TEST(PictureDistance, HasNoSimilarityWhereTheWindowDoesNotFit) {
  for (const Form form : {Form{10, 50, 1}, Form{50, 10, 1}}) {
    const Pixels pixels = waves(form, 3);
    EXPECT_EQ(structural_similarity(pair_of(pixels, pixels, form)), std::nullopt);
  }
}

}  // namespace
}  // namespace assay::evaluation
