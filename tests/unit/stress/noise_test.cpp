// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/random/dithering.hpp"
#include "core/stress/random/stream.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kLarge{300, 301};  // 270,900 values

struct Moments {
  double mean, variance;
};

Moments moments(const Picture& picture) {
  double sum = 0;
  double squares = 0;
  for (const double v : picture.rgb) {
    sum += v;
    squares += v * v;
  }
  const auto count = static_cast<double>(picture.rgb.size());
  return {sum / count, squares / count - sum / count * (sum / count)};
}

Moments moments_on(std::uint8_t value, const std::string& name, Settings settings) {
  return moments(transformed(plain(kLarge, {value, value, value}), name, settings));
}

/// Five deviations of the variance of that many values around a whole number.
double sampling_error(double variance) {
  return 5 * (std::sqrt(variance) + std::sqrt(2.0) * variance) / std::sqrt(270'900);
}

TEST(DitheredNormal, HasTheVarianceAskedForOnceRounded) {
  for (const double mean : {0.0, 0.3, -2.5}) {
    for (const double variance : {0.001, 0.05, 0.4, 1.0, 1.4, 30.0}) {
      const double before = DitheredNormal(mean).before_rounding(std::sqrt(variance));
      double sum = 0;
      double squares = 0;
      constexpr int kFine = 4000;
      for (int i = 0; i < kFine; ++i) {  // over values, and how often each is rounded up
        const double x = mean + before * normal_quantile((i + 0.5) / kFine);
        const double up = x - std::floor(x);
        sum += x;
        squares += (1 - up) * std::pow(std::floor(x), 2) + up * std::pow(std::floor(x) + 1, 2);
      }
      const double least = (mean - std::floor(mean)) * (std::ceil(mean) - mean);
      EXPECT_NEAR(squares / kFine - std::pow(sum / kFine, 2), std::max(variance, least),
                  0.015 * variance + 0.001)
          << mean << ' ' << variance;
    }
  }
}

TEST(GaussianNoise, HasTheMeanAndVarianceAskedFor) {
  for (const double variance : {0.02, 0.2, 1.0, 7.0, 300.0}) {
    const auto [mean, seen] = moments_on(128, "GaussianNoise", {{"gauss_noise_var", variance}});
    EXPECT_NEAR(mean, 128, 5 * std::sqrt(variance / 270'900)) << variance;
    EXPECT_NEAR(seen, variance, sampling_error(variance)) << variance;
  }
  const auto [mean, variance] =
      moments_on(100, "GaussianNoise", {{"gauss_noise_var", 4.0}, {"gauss_noise_mean", -6.4}});
  EXPECT_NEAR(mean, 93.6, 0.02);
  EXPECT_NEAR(variance, 4, 0.08);
}

TEST(GaussianNoise, MeetsAllChannelsDifferently) {
  const Picture noisy =
      transformed(plain(kLarge, {90, 90, 90}), "GaussianNoise", {{"gauss_noise_var", 100.0}});
  double together = 0;
  for (std::size_t i = 0; i < noisy.rgb.size(); i += 3) {
    together += (noisy.rgb[i] - 90.0) * (noisy.rgb[i + 1] - 90.0);
  }
  EXPECT_NEAR(together / 90'300, 0, 2);
}

TEST(GaussianNoise, StaysWithinTheRangeOfValues) {
  const Picture dark =
      transformed(plain({64, 64}, {0, 255, 0}), "GaussianNoise", {{"gauss_noise_var", 900.0}});
  EXPECT_NEAR(mean(dark, 0), 30 / std::sqrt(2 * std::numbers::pi),
              1);  // half of a normal distribution
  EXPECT_NEAR(mean(dark, 1), 255 - 30 / std::sqrt(2 * std::numbers::pi), 1);
}

TEST(GaussianNoise, GrowsEachPixelsChange) {
  const Picture picture = plain({40, 40}, {128, 128, 128});
  const Picture weak = transformed(picture, "GaussianNoise", {{"gauss_noise_var", 4.0}});
  const Picture strong = transformed(picture, "GaussianNoise", {{"gauss_noise_var", 16.0}});
  for (std::size_t i = 0; i < weak.rgb.size(); ++i) {
    EXPECT_NEAR(strong.rgb[i] - 128, 2 * (weak.rgb[i] - 128), 2.1);
  }
}

TEST(SaltPepper, TurnsAsManyPixelsAsAskedFor) {
  const Picture result =
      transformed(plain(kLarge, {90, 100, 110}), "SaltPepper", {{"amount", 0.2}});
  int white = 0;
  int black = 0;
  int kept = 0;
  for (std::size_t i = 0; i < result.rgb.size(); i += 3) {
    const image::Rgb one{result.rgb[i], result.rgb[i + 1], result.rgb[i + 2]};
    white += one == image::Rgb{255, 255, 255} ? 1 : 0;
    black += one == image::Rgb{0, 0, 0} ? 1 : 0;
    kept += one == image::Rgb{90, 100, 110} ? 1 : 0;
  }
  EXPECT_EQ(white + black + kept, 90'300);
  EXPECT_NEAR(white, 9030, 300);
  EXPECT_NEAR(black, 9030, 300);
}

TEST(SaltPepper, KeepsTheTurnedPixelsOfSmallerAmounts) {
  const Picture few = transformed(scene(), "SaltPepper", {{"amount", 0.05}});
  const Picture many = transformed(scene(), "SaltPepper", {{"amount", 0.25}});
  const Picture before = scene();
  for (std::size_t i = 0; i < few.rgb.size(); ++i) {
    EXPECT_TRUE(few.rgb[i] == before.rgb[i] || few.rgb[i] == many.rgb[i]);
  }
}

TEST(Speckle, IsProportionalToTheValue) {
  for (const double deviation : {0.004, 0.05, 0.2}) {
    for (const std::uint8_t value : {std::uint8_t{3}, std::uint8_t{40}, std::uint8_t{120}}) {
      const auto [mean, variance] = moments_on(value, "Speckle", {{"deviation", deviation}});
      const double expected = std::pow(value * deviation, 2);
      EXPECT_NEAR(mean, value, 5 * std::sqrt(expected / 270'900) + 1e-9);
      EXPECT_NEAR(variance, expected, sampling_error(expected)) << value << ' ' << deviation;
    }
  }
  EXPECT_EQ(moments_on(0, "Speckle", {{"deviation", 0.5}}).mean, 0);
}

TEST(ShotNoise, CountsPhotons) {
  for (const double deviation : {0.01, 0.05, 0.2}) {
    for (const std::uint8_t value : {std::uint8_t{3}, std::uint8_t{40}, std::uint8_t{120}}) {
      const auto [mean, variance] = moments_on(value, "ShotNoise", {{"deviation", deviation}});
      const double expected = value * 255 * deviation * deviation;
      EXPECT_NEAR(mean, value, 5 * std::sqrt(expected / 270'900) + 0.002);
      EXPECT_NEAR(variance, expected, 0.03 * expected + sampling_error(expected))
          << value << ' ' << deviation;
    }
  }
}

TEST(ShotNoise, ShowsSinglePhotonsWhereThereAreFew) {
  // Four photons make white: values are multiples of 63.75, Poisson distributed.
  const Picture result =
      transformed(plain(kLarge, {64, 64, 64}), "ShotNoise", {{"deviation", 0.5}});
  const double photons = 64 / 63.75;
  const auto dark = std::count(result.rgb.begin(), result.rgb.end(), 0);
  EXPECT_NEAR(static_cast<double>(dark) / 270'900, std::exp(-photons), 0.005);
  const auto one = std::count_if(result.rgb.begin(), result.rgb.end(),
                                 [](int v) { return std::abs(v - 63.75) < 1; });
  EXPECT_NEAR(static_cast<double>(one) / 270'900, photons * std::exp(-photons), 0.005);
}

TEST(ShotNoise, LeavesBlack) {
  EXPECT_EQ(moments_on(0, "ShotNoise", {{"deviation", 0.6}}).mean, 0);
}

TEST(IsoNoise, TurnsHuesAndKeepsLightnessWhereThereIsNoContrast) {
  const Picture result =
      transformed(plain(kLarge, {200, 80, 40}), "ISONoise", {{"iso_color_shift", 0.05}});
  double sum = 0;
  double squares = 0;
  for (std::size_t i = 0; i < result.rgb.size(); i += 3) {
    const int r = result.rgb[i];
    const int g = result.rgb[i + 1];
    const int b = result.rgb[i + 2];
    ASSERT_NEAR(std::max({r, g, b}), 200, 1);
    ASSERT_NEAR(std::min({r, g, b}), 40, 1);
    const double hue = std::atan2(std::sqrt(3) * (g - b), 2.0 * r - g - b);  // about HLS's
    sum += hue;
    squares += hue * hue;
  }
  const double mean = sum * 3 / 270'900;
  const double deviation = std::sqrt(squares * 3 / 270'900 - mean * mean) * 180 / std::numbers::pi;
  EXPECT_NEAR(mean * 180 / std::numbers::pi, 15, 1.5);  // 60 (80 - 40) / (200 - 40)
  EXPECT_NEAR(deviation, 9, 0.5);                       // 0.05 of 360 degrees, at half intensity
}

TEST(IsoNoise, AddsGrainsInTheMeasureOfContrast) {
  // Lightness deviates by 50: grains are Poisson's of mean 0.5 * 50, of what is missing to white.
  const Picture picture = painted(kLarge, [](std::int64_t x, std::int64_t) {
    return x < 150 ? image::Rgb{50, 50, 50} : image::Rgb{150, 150, 150};
  });
  const Picture result = transformed(picture, "ISONoise", {{"iso_color_shift", 0.0}});
  Picture left{{150, 301}, {}};
  for (std::int64_t y = 0; y < 301; ++y) {
    for (std::int64_t x = 0; x < 150; ++x) {
      for (int c = 0; c < 3; ++c) left.rgb.push_back(result.at(x, y, c));
      ASSERT_EQ(result.at(x, y, 0), result.at(x, y, 2));  // grains are grey
    }
  }
  double expected_mean = 0;
  double squares = 0;
  double probability = std::exp(-25.0);
  for (int k = 0; k < 90; ++k) {
    const double value = std::round(50 + k * 205 / 255.0);
    expected_mean += probability * value;
    squares += probability * value * value;
    probability *= 25.0 / (k + 1);
  }
  const double expected_variance = squares - expected_mean * expected_mean;
  const auto [mean, variance] = moments(left);
  EXPECT_NEAR(mean, expected_mean, 0.1);
  EXPECT_NEAR(variance, expected_variance, 0.6);
}

TEST(IsoNoise, LeavesAnImageWithoutContrastAndColourShift) {
  const Picture picture = plain({30, 20}, {200, 80, 40});
  EXPECT_EQ(transformed(picture, "ISONoise", {{"iso_color_shift", 0.0}}), picture);
}

}  // namespace
}  // namespace assay::stress
