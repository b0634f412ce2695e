// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "core/stress/operators/families.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

Picture corrupted(const Picture& picture, const std::string& name, std::int64_t severity,
                  std::uint64_t seed = 1) {
  return transformed(picture, name, {{"severity", severity}}, seed);
}

Picture gray(std::uint8_t value, image::Size size = {300, 200}) {
  return plain(size, {value, value, value});
}

double variance(const Picture& picture, int channel) {
  const double middle = mean(picture, channel);
  double sum = 0;
  for (std::size_t i = static_cast<std::size_t>(channel); i < picture.rgb.size(); i += 3) {
    sum += (picture.rgb[i] - middle) * (picture.rgb[i] - middle);
  }
  return sum * 3 / static_cast<double>(picture.rgb.size());
}

double part_of(const Picture& picture, std::uint8_t value) {
  const auto found = std::count(picture.rgb.begin(), picture.rgb.end(), value);
  return static_cast<double>(found) / static_cast<double>(picture.rgb.size());
}

TEST(ImageNetC, HasFifteenCorruptionsAndFourMore) {
  const std::vector<Operator> operators = imagenet_c_operators();
  EXPECT_EQ(operators.size(), 19U);
  for (const Operator& one : operators) {
    EXPECT_EQ(one.category, Category::imagenet_c);
    ASSERT_EQ(one.axes.size(), 1U) << one.name;
    EXPECT_EQ(one.axes[0].name, "severity");
    EXPECT_EQ(one.axes[0].legal, (std::pair<double, double>{0, 5}));
  }
}

// Values are cut off, which takes half a level of the mean, and adds a twelfth to the variance.
TEST(GaussianNoise, HasTheDeviationsOfTheTable) {
  const double deviations[] = {0.08, 0.12, 0.18};
  for (int s = 1; s <= 3; ++s) {
    const Picture noisy = corrupted(gray(128), "gaussian_noise", s);
    const double deviation = deviations[s - 1] * 255;
    for (const int channel : {0, 1, 2}) {
      EXPECT_NEAR(mean(noisy, channel), 127.5, 0.8);  // 4 standard errors at severity 3
      EXPECT_NEAR(std::sqrt(variance(noisy, channel)), deviation, 0.015 * deviation);
    }
  }
}

TEST(SpeckleNoise, IsProportionalToValues) {
  const Picture dark = corrupted(gray(40), "speckle_noise", 2);
  const Picture light = corrupted(gray(120), "speckle_noise", 2);
  EXPECT_NEAR(std::sqrt(variance(dark, 1)), 8, 0.15);  // 0.2 of the value
  EXPECT_NEAR(std::sqrt(variance(light, 1)), 24, 0.4);
  EXPECT_NEAR(mean(light, 1), 119.5, 0.4);
  EXPECT_EQ(corrupted(gray(0), "speckle_noise", 5), gray(0));
}

TEST(ShotNoise, CountsPhotons) {
  // Of white come 25 photons, each worth 10.2; of 102 come 10, of variance 10.
  const Picture noisy = corrupted(gray(102), "shot_noise", 2);
  EXPECT_NEAR(mean(noisy, 0), 101.6, 0.6);  // multiples of 10.2 lose 0.4 where they are cut off
  EXPECT_NEAR(variance(noisy, 0), 10 * 10.2 * 10.2, 30);
  // No photon comes with probability exp(-10), one with 10 exp(-10).
  EXPECT_NEAR(part_of(noisy, 10), 10 * std::exp(-10), 2e-4);
  EXPECT_EQ(part_of(noisy, 11), 0);
  EXPECT_EQ(corrupted(gray(0), "shot_noise", 5), gray(0));
}

TEST(ImpulseNoise, MakesThePartsOfTheTableBlackOrWhite) {
  const Picture noisy = corrupted(gray(100), "impulse_noise", 5);
  EXPECT_NEAR(part_of(noisy, 0), 0.135, 0.004);
  EXPECT_NEAR(part_of(noisy, 255), 0.135, 0.004);
  EXPECT_NEAR(part_of(noisy, 100), 0.73, 0.005);
  const Picture weaker = corrupted(gray(100), "impulse_noise", 1);
  for (std::size_t i = 0; i < weaker.rgb.size(); ++i) {
    if (weaker.rgb[i] != 100) {
      ASSERT_EQ(noisy.rgb[i], weaker.rgb[i]);
    }
  }
}

TEST(Brightness, AddsToTheLargestChannelAndScalesTheOthers) {
  // 100 becomes 100 + 0.3 * 255 = 176.5; the others grow by the same factor of 1.765.
  EXPECT_EQ(corrupted(plain({1, 1}, {100, 40, 20}), "brightness", 3), plain({1, 1}, {176, 70, 35}));
  EXPECT_EQ(corrupted(plain({1, 1}, {20, 40, 100}), "brightness", 3), plain({1, 1}, {35, 70, 176}));
  EXPECT_EQ(corrupted(gray(0, {1, 1}), "brightness", 3), gray(76, {1, 1}));
  EXPECT_EQ(corrupted(gray(250, {1, 1}), "brightness", 3), gray(255, {1, 1}));
}

TEST(Contrast, BringsValuesNearerToTheMeanOfTheirChannel) {
  const Picture picture = painted({2, 1}, [](std::int64_t x, std::int64_t) {
    return x == 0 ? image::Rgb{0, 100, 10} : image::Rgb{200, 100, 30};
  });
  const Picture flat = corrupted(picture, "contrast", 2);  // 0.3 of the distance
  EXPECT_EQ(flat.rgb, (std::vector<std::uint8_t>{70, 100, 17, 130, 100, 23}));
}

TEST(Saturate, ScalesSaturationAtConstantValue) {
  // 1 - 100 / 200 = 0.5; times 0.3: 0.15, so the least is 170; the middle keeps its place.
  EXPECT_EQ(corrupted(plain({1, 1}, {200, 150, 100}), "saturate", 1),
            plain({1, 1}, {200, 185, 170}));
  EXPECT_EQ(corrupted(plain({1, 1}, {100, 150, 200}), "saturate", 3), plain({1, 1}, {0, 100, 200}));
  EXPECT_EQ(corrupted(gray(200, {1, 1}), "saturate", 4), plain({1, 1}, {200, 180, 180}));
  EXPECT_EQ(corrupted(gray(0, {1, 1}), "saturate", 5), gray(0, {1, 1}));
}

TEST(Pixelate, AveragesCellsAndCopiesThem) {
  // Severity 2 halves: cells of two by two.
  const Picture picture = painted({4, 2}, [](std::int64_t x, std::int64_t y) {
    return image::Rgb{static_cast<std::uint8_t>(10 * x), static_cast<std::uint8_t>(100 * y), 7};
  });
  const Picture cells = corrupted(picture, "pixelate", 2);
  for (std::int64_t y = 0; y < 2; ++y) {
    for (std::int64_t x = 0; x < 4; ++x) {
      EXPECT_EQ(cells.at(x, y, 0), x < 2 ? 5 : 25);
      EXPECT_EQ(cells.at(x, y, 1), 50);
      EXPECT_EQ(cells.at(x, y, 2), 7);
    }
  }
}

TEST(Pixelate, HasCellsOfTwoAndThreeWhereTheyDoNotFit) {
  // 0.4 of 5 are two cells: three columns and two, shown by two columns and three.
  const Picture picture = painted({5, 5}, [](std::int64_t x, std::int64_t) {
    return image::Rgb{static_cast<std::uint8_t>(x < 3 ? 90 : 200), 0, 0};
  });
  const Picture cells = corrupted(picture, "pixelate", 3);
  EXPECT_EQ(cells.at(1, 0, 0), 90);
  EXPECT_EQ(cells.at(3, 0, 0), 200);
}

TEST(JpegCompression, KeepsFlatColourAndLosesDetail) {
  const Picture flat = corrupted(gray(128, {32, 32}), "jpeg_compression", 5);
  EXPECT_LE(difference(flat, gray(128, {32, 32})), 1);
  const Picture fine = painted({32, 32}, [](std::int64_t x, std::int64_t y) {
    return image::Rgb{static_cast<std::uint8_t>((x + y) % 2 * 20 + 100), 110, 110};
  });
  EXPECT_GT(difference(corrupted(fine, "jpeg_compression", 5), fine), 3);
}

TEST(Fog, HidesContrastUnderAFractalCloud) {
  const Picture foggy = corrupted(scene({128, 96}), "fog", 3);
  EXPECT_LT(variance(foggy, 2), variance(scene({128, 96}), 2) / 2);
  EXPECT_EQ(corrupted(gray(0), "fog", 3), gray(0));  // fog is as bright as the brightest pixel
}

TEST(Snow, Brightens) {
  const Picture snowy = corrupted(gray(100), "snow", 3);
  EXPECT_GT(mean(snowy, 0), 150);
  // Between flakes: 0.7 v + 0.3 max(v, 1.5 v + 127.5).
  EXPECT_GE(*std::min_element(snowy.rgb.begin(), snowy.rgb.end()), 152);
}

TEST(Frost, HasTheMeanOfOneOfThePhotographs) {
  // Photographs' means of red and blue; severity 1 adds 0.4 of them to a black image.
  const double red[] = {77.7, 200.8, 137.6, 112.4};
  const double blue[] = {165.7, 214.5, 165.2, 134.8};
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const Picture icy = corrupted(gray(0), "frost", 1, seed);
    int alike = 0;
    for (int k = 0; k < 4; ++k) {
      const bool same =
          std::abs(mean(icy, 0) - 0.4 * red[k]) < 3 && std::abs(mean(icy, 2) - 0.4 * blue[k]) < 3;
      alike += same ? 1 : 0;
    }
    EXPECT_EQ(alike, 1) << seed;
    EXPECT_GT(std::sqrt(variance(icy, 0)), 0.4 * 15);
  }
}

TEST(Spatter, IsPaleWaterThenBrownMud) {
  const Picture wet = corrupted(gray(100), "spatter", 3);
  double gain[3];
  for (int c = 0; c < 3; ++c) gain[c] = mean(wet, c) - 100;
  EXPECT_GT(gain[0], 1);
  EXPECT_NEAR(gain[1] / gain[0], 238.0 / 175, 0.1);  // turquoise
  EXPECT_NEAR(gain[2], gain[1], 0.1);

  const Picture muddy = corrupted(gray(100), "spatter", 5);
  std::array<int, 3> darkest{255, 255, 255};
  for (std::size_t i = 0; i < muddy.rgb.size(); ++i) {
    darkest[i % 3] = std::min<int>(darkest[i % 3], muddy.rgb[i]);
  }
  EXPECT_EQ(darkest, (std::array{63, 42, 20}));  // where mud covers wholly
  EXPECT_GT(part_of(muddy, 100), 0.5);
}

TEST(ElasticTransform, MovesAsFarAsTheReference) {
  // Uniform in +- 0.005 h, blurred with deviations 0.01 h and 0.01 w, times 21.25: the deviation of
  // white noise falls by 2 sqrt(pi sx sy).
  const image::Size size{640, 480};
  const auto warping =
      std::get<Warping>(effect_of("elastic_transform", {{"severity", std::int64_t{3}}}, size));
  double squares = 0;
  int count = 0;
  for (int y = 40; y < 440; y += 7) {
    for (int x = 40; x < 600; x += 7) {
      std::array<float, 1> px{static_cast<float>(x)};
      std::array<float, 1> py{static_cast<float>(y)};
      warping.warp->backward(px, py);
      squares += std::pow(double{px[0]} - x, 2) + std::pow(double{py[0]} - y, 2);
      count += 2;
    }
  }
  const double expected = 2.4 / std::sqrt(3) * 21.25 / (2 * std::sqrt(M_PI * 4.8 * 6.4));
  EXPECT_NEAR(std::sqrt(squares / count), expected, 0.08 * expected);
}

}  // namespace
}  // namespace assay::stress
