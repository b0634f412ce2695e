// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/stress/linear_light.hpp"
#include "core/stress/operators/families.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

Picture gray(std::uint8_t value, image::Size size = {200, 150}) {
  return plain(size, {value, value, value});
}

double light_of(std::uint8_t value) {
  const double v = value / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

struct Light {
  double mean = 0;
  double variance = 0;
};

/// Of a channel, in linear light.
Light light(const Picture& picture, int channel) {
  double sum = 0;
  double squares = 0;
  double count = 0;
  for (std::size_t i = static_cast<std::size_t>(channel); i < picture.rgb.size(); i += 3) {
    const double one = light_of(picture.rgb[i]);
    sum += one;
    squares += one * one;
    ++count;
  }
  return {sum / count, squares / count - sum * sum / (count * count)};
}

/// A grey point of three by three pixels in the middle of black, which blurs spread.
Picture point(std::int64_t side) {
  return painted({side, side}, [&](std::int64_t x, std::int64_t y) {
    const bool lit = std::abs(x - side / 2) <= 1 && std::abs(y - side / 2) <= 1;
    return lit ? image::Rgb{240, 240, 240} : image::Rgb{0, 0, 0};
  });
}

/// Variance of values along an axis; the point's own is 2 / 3.
double spread(const Picture& picture, bool along_x) {
  double sum = 0;
  double squares = 0;
  const std::int64_t middle = picture.size.width / 2;
  for (std::int64_t y = 0; y < picture.size.height; ++y) {
    for (std::int64_t x = 0; x < picture.size.width; ++x) {
      const double d = static_cast<double>((along_x ? x : y) - middle);
      sum += picture.at(x, y, 0);
      squares += d * d * picture.at(x, y, 0);
    }
  }
  return squares / sum;
}

TEST(LinearLight, GivesEveryByteBack) {
  const LinearLight& srgb = LinearLight::srgb();
  for (int v = 0; v < 256; ++v) {
    const auto value = static_cast<std::uint8_t>(v);
    EXPECT_NEAR(srgb.light(value), light_of(value), 1e-6);
    EXPECT_EQ(srgb.byte(srgb.light(value)), value);
  }
  EXPECT_EQ(srgb.byte(0.2140F), 127);  // sRGB's middle grey
  EXPECT_EQ(srgb.byte(-1), 0);
  EXPECT_EQ(srgb.byte(7), 255);
}

TEST(CircularAperture, SpreadsAPointLikeAirysPattern) {
  const Picture picture = painted({61, 61}, [](std::int64_t x, std::int64_t y) {
    const bool lit = x == 30 && y == 30;
    return lit ? image::Rgb{255, 255, 255} : image::Rgb{0, 0, 0};
  });
  // With v = 3.8317 r / 3, all of (2 J1(v) / v)^2 is 4 pi in units of v, so that a pixel in the
  // middle gets 1.2772^2 / 4 pi = 0.1298; of which 95 % are here.
  const Picture blurred = transformed(picture, "CircularAperture", {{"airy_radius", 3.0}});
  const double middle = 255 * 0.1298 / 0.952;
  EXPECT_NEAR(blurred.at(30, 30, 0), middle * 0.933, 0.6);  // 1 - v^2 / 4 over the pixel
  EXPECT_NEAR(blurred.at(31, 30, 0), middle * 0.655, 1);    // 2 J1 / v is 0.8095 there
  EXPECT_NEAR(blurred.at(30, 28, 0), middle * 0.144, 1);    // and 0.379 there
  EXPECT_LE(blurred.at(33, 30, 0), 1);                      // the dark ring
  EXPECT_LE(blurred.at(30, 27, 0), 1);
}

TEST(CircularAperture, KeepsFlatImages) {
  for (const double radius : {0.01, 0.5, 1.0, 5.0}) {
    EXPECT_LE(
        difference(transformed(gray(200, {40, 30}), "CircularAperture", {{"airy_radius", radius}}),
                   gray(200, {40, 30})),
        1);
  }
}

TEST(Defocus, HasTheVarianceOfADisc) {
  for (const double radius : {0.8, 1.3, 1.5, 2.0, 3.3}) {
    const Picture blurred = transformed(point(31), "Defocus", {{"radius", radius}});
    const double expected = 2.0 / 3 + radius * radius / 4;
    EXPECT_NEAR(spread(blurred, true), expected, 0.05 * expected) << radius;
    EXPECT_NEAR(spread(blurred, false), expected, 0.05 * expected) << radius;
  }
}

TEST(Defocus, MakesFlatDiscsOfPoints) {
  const Picture blurred = transformed(point(41), "Defocus", {{"radius", 8.0}});
  const double inside = 9 * 240 / (M_PI * (64 - 1.0 / 3));
  EXPECT_NEAR(blurred.at(20, 20, 0), inside, 0.6);
  EXPECT_NEAR(blurred.at(24, 23, 0), inside, 0.6);
  EXPECT_EQ(blurred.at(20, 31, 0), 0);
  EXPECT_EQ(blurred.at(27, 28, 0), 0);
}

TEST(Jitter, SpreadsPointsByItsDeviationAlongEachAxis) {
  for (const double deviation : {0.3, 0.7, 2.0}) {
    const Picture sideways = transformed(point(41), "Jitter", {{"jitter_x", deviation}});
    const double expected = 2.0 / 3 + deviation * deviation;
    EXPECT_NEAR(spread(sideways, true), expected, 0.04 * expected) << deviation;
    EXPECT_NEAR(spread(sideways, false), 2.0 / 3, 0.03);
    const Picture upright = transformed(point(41), "Jitter", {{"jitter_y", deviation}});
    EXPECT_NEAR(spread(upright, false), expected, 0.04 * expected);
  }
}

TEST(DetectorNoise, KeepsTheMeanAndHasTheVarianceOfItsElectrons) {
  // Four stops less light: white is 10000 / 16 electrons, of which the image has the noise of
  // 10000 already.
  for (const int level : {60, 128, 200}) {
    const auto value = static_cast<std::uint8_t>(level);
    const Picture noisy = transformed(gray(value), "DetectorNoise", {{"exposure_stops", 4.0}});
    const double signal = light_of(value);
    const double variance = signal * 15 / 10000;
    const auto [mean, spread] = light(noisy, 1);
    EXPECT_NEAR(mean, signal, 4 * std::sqrt(variance / 30000) + 1e-4);
    EXPECT_NEAR(spread, variance, 0.04 * variance);
  }
}

TEST(DetectorNoise, AddsReadNoiseAndDarkCurrentInElectrons) {
  const Picture noisy =
      transformed(gray(128), "DetectorNoise",
                  {{"exposure_stops", 4.0}, {"read_noise", 12.0}, {"dark_current", 81.0}});
  // (12^2 + 81) electrons of variance, of 625 for white: a deviation of 15.
  const double expected = light_of(128) * 15 / 10000 + std::pow(15.0 / 625, 2);
  EXPECT_NEAR(light(noisy, 2).variance, expected, 0.04 * expected);
}

TEST(DetectorNoise, ShowsSingleElectronsInTheDark) {
  // 100 electrons of white, 1023 times fewer at ten stops less: each is ten times white.
  const Picture noisy =
      transformed(gray(188), "DetectorNoise", {{"exposure_stops", 10.0}, {"full_well", 1000.0}});
  // 188 is half the light: 0.489 electrons on average, and none with probability 0.613.
  const auto black = std::count(noisy.rgb.begin(), noisy.rgb.end(), 0);
  const double electrons = light_of(188) * 1000 / 1023;
  EXPECT_NEAR(static_cast<double>(black) / static_cast<double>(noisy.rgb.size()),
              std::exp(-electrons), 0.01);
}

TEST(DetectorNoise, OffsetsWholeRowsByBanding) {
  const Picture banded = transformed(gray(128), "DetectorNoise", {{"banding", 300.0}});
  double squares = 0;
  for (std::int64_t y = 0; y < 150; ++y) {
    for (std::int64_t x = 1; x < 200; ++x) ASSERT_EQ(banded.at(x, y, 1), banded.at(0, y, 1));
    squares += std::pow(light_of(banded.at(0, y, 0)) - light_of(128), 2);
  }
  EXPECT_NEAR(std::sqrt(squares / 150), 300.0 / 10000, 0.15 * 0.03);
}

TEST(DetectorNoise, DrawsEachKindByItself) {
  const auto noise = [&](double read, std::uint64_t seed) {
    return transformed(gray(128), "DetectorNoise", {{"banding", 100.0}, {"read_noise", read}},
                       seed);
  };
  EXPECT_EQ(noise(50, 1), noise(50, 1));
  EXPECT_NE(noise(50, 1), noise(50, 2));
  // The rows' offsets stay when noise is added.
  const Picture without = noise(0, 1);
  const Picture with = noise(50, 1);
  for (std::int64_t y = 0; y < 150; ++y) {
    double row = 0;
    for (std::int64_t x = 0; x < 200; ++x) row += with.at(x, y, 0) / 200.0;
    ASSERT_NEAR(row, without.at(0, y, 0), 1);
  }
}

TEST(Haze, MixesLightWithAirlight) {
  const Picture hazy = transformed(plain({4, 3}, {0, 128, 255}), "Haze",
                                   {{"density", 0.5}, {"airlight", Color{255, 255, 255}}});
  // Half of white's light is 188; half and half of 128 (0.2159) is 0.608, or 205.
  EXPECT_EQ(hazy, plain({4, 3}, {188, 205, 255}));
  EXPECT_EQ(transformed(scene(), "Haze", {{"density", 1.0}, {"airlight", Color{1, 2, 3}}}),
            plain(scene().size, {1, 2, 3}));
}

TEST(Haze, IsThickerAtTheTopWithAGradient) {
  const Picture hazy =
      transformed(gray(0, {5, 101}), "Haze",
                  {{"density", 0.75}, {"gradient", 1.0}, {"airlight", Color{255, 255, 255}}});
  EXPECT_EQ(hazy.at(2, 100, 0), 0);
  // In the middle a quarter comes through; at the top, where it is twice as thick, a sixteenth.
  const LinearLight& srgb = LinearLight::srgb();
  EXPECT_EQ(hazy.at(2, 50, 1), srgb.byte(0.75F));
  EXPECT_EQ(hazy.at(2, 0, 2), srgb.byte(0.9375F));
}

TEST(Exposure, DoublesLightForEachStop) {
  const auto after = [](std::uint8_t value, double stops) {
    return transformed(gray(value, {1, 1}), "Exposure", {{"stops", stops}}).rgb[0];
  };
  EXPECT_EQ(after(128, 1), 176);  // 0.4317
  EXPECT_EQ(after(128, -1), 92);  // 0.1079
  EXPECT_EQ(after(200, 1), 255);
  EXPECT_EQ(after(0, 4), 0);
}

TEST(Vignetting, TakesItsPartOfTheLightFromCorners) {
  const Picture dark = transformed(gray(200, {401, 301}), "Vignetting", {{"falloff", 0.5}});
  EXPECT_EQ(dark.at(200, 150, 0), 200);
  EXPECT_NEAR(light_of(dark.at(0, 0, 0)) / light_of(200), 0.5, 0.01);
  EXPECT_NEAR(light_of(dark.at(400, 300, 2)) / light_of(200), 0.5, 0.01);
  // At half the radius: 1 / (1 + (sqrt 2 - 1) / 4)^2.
  EXPECT_NEAR(light_of(dark.at(300, 225, 1)) / light_of(200), 0.821, 0.01);
}

TEST(RollingShutter, ShearsByPartsOfTheWidth) {
  const image::Size size{100, 50};
  const auto warping = std::get<Warping>(effect_of("RollingShutter", {{"shear", 0.2}}, size));
  // 20 pixels over 50 rows, about the middle at 24.5.
  EXPECT_NEAR(warping.warp->forward({40, 49}).value().x, 40 + 24.5 * 0.4, 1e-9);
  EXPECT_NEAR(warping.warp->forward({40, 0}).value().x, 40 - 24.5 * 0.4, 1e-9);
}

TEST(LensDistortion, IsABarrelAboveZero) {
  const auto barrel = std::get<Warping>(effect_of("LensDistortion", {{"k1", 0.2}}, {201, 151}));
  EXPECT_LT(barrel.warp->forward({180, 75}).value().x, 180);
  const auto cushion = std::get<Warping>(effect_of("LensDistortion", {{"k1", -0.2}}, {201, 151}));
  EXPECT_GT(cushion.warp->forward({180, 75}).value().x, 180);
}

TEST(ChromaticAberration, MagnifiesRedAndShrinksBlue) {
  // A white line right of the middle of 201 x 1: 80 from it, of 100.5 to the corner.
  const Picture line = painted({201, 1}, [](std::int64_t x, std::int64_t) {
    return x == 180 ? image::Rgb{200, 200, 200} : image::Rgb{0, 0, 0};
  });
  const Picture apart = transformed(line, "ChromaticAberration", {{"strength", 10.0}});
  const auto place = [&](int channel) {
    double sum = 0;
    double weight = 0;
    for (std::int64_t x = 0; x < 201; ++x) {
      sum += static_cast<double>(x) * apart.at(x, 0, channel);
      weight += apart.at(x, 0, channel);
    }
    return sum / weight;
  };
  EXPECT_NEAR(place(0), 180 + 80 * 10 / 100.5, 0.6);
  EXPECT_EQ(place(1), 180);
  EXPECT_NEAR(place(2), 180 - 80 * 10 / 100.5, 0.6);
}

TEST(DeadPixels, AreAsManyAsSaidAndStayWhereTheyAre) {
  const Picture few = transformed(gray(100), "DeadPixels", {{"amount", 0.002}});
  const Picture more = transformed(gray(100), "DeadPixels", {{"amount", 0.01}});
  int hot = 0;
  int dead = 0;
  for (std::size_t i = 0; i < more.rgb.size(); i += 3) {
    if (few.rgb[i] != 100) {
      EXPECT_EQ(more.rgb[i], few.rgb[i]);
    }
    EXPECT_EQ(more.rgb[i], more.rgb[i + 2]);
    hot += more.rgb[i] == 255 ? 1 : 0;
    dead += more.rgb[i] == 0 ? 1 : 0;
  }
  EXPECT_EQ(hot + dead, 300);
  EXPECT_NEAR(hot, 150, 35);
}

TEST(Bayer, KeepsTheColourOfEachPixelThatItSaw) {
  const Picture picture = scene({21, 14});
  const Picture back = transformed(picture, "Bayer", {{"bayer", true}});
  EXPECT_EQ(transformed(plain({7, 5}, {10, 90, 200}), "Bayer", {{"bayer", true}}),
            plain({7, 5}, {10, 90, 200}));
  for (std::int64_t y = 0; y < 14; ++y) {
    for (std::int64_t x = 0; x < 21; ++x) {
      const int seen = static_cast<int>(y % 2 + x % 2);  // red green / green blue
      ASSERT_EQ(back.at(x, y, seen), picture.at(x, y, seen)) << x << " " << y;
    }
  }
  // Red at a blue pixel is the mean of its four corners.
  const double corners =
      (picture.at(4, 6, 0) + picture.at(6, 6, 0) + picture.at(4, 8, 0) + picture.at(6, 8, 0)) / 4.0;
  EXPECT_NEAR(back.at(5, 7, 0), corners, 0.75);
}

TEST(Interlacing, MovesOddRowsOnly) {
  const Picture picture = scene();
  const Picture combed = transformed(picture, "Interlacing", {{"shift", 3.0}});
  for (std::int64_t x = 3; x < 64; ++x) {
    EXPECT_EQ(combed.at(x, 20, 1), picture.at(x, 20, 1));
    EXPECT_EQ(combed.at(x, 21, 1), picture.at(x - 3, 21, 1));
  }
  EXPECT_EQ(combed.at(0, 21, 0), picture.at(0, 21, 0));
}

TEST(Downscale, AveragesAndInterpolates) {
  const Picture picture = painted({8, 8}, [](std::int64_t x, std::int64_t) {
    return x < 4 ? image::Rgb{0, 50, 100} : image::Rgb{200, 50, 0};
  });
  const Picture coarse = transformed(picture, "Downscale", {{"factor", 4.0}});
  EXPECT_EQ(coarse.at(0, 0, 0), 0);
  EXPECT_EQ(coarse.at(7, 7, 0), 200);
  EXPECT_EQ(coarse.at(3, 3, 0), 75);  // (3.5 / 4 - 0.5) of the way from 0 to 200
  EXPECT_EQ(coarse.at(3, 3, 1), 50);
}

}  // namespace
}  // namespace assay::stress
