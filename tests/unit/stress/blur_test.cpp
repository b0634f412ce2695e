// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using Numbers = std::vector<double>;

std::int64_t reflected(std::int64_t i, std::int64_t count) {
  while (i < 0 || i >= count) {
    if (count == 1) return 0;
    i = i < 0 ? -i : 2 * (count - 1) - i;
  }
  return i;
}

/// Of each pixel and channel: the sum of `weight` times what is that far away, mirrored.
template <class Weight>
Numbers convolved(const Picture& picture, std::int64_t reach, Weight weight) {
  Numbers sums;
  const auto [width, height] = picture.size;
  for (std::int64_t y = 0; y < height; ++y) {
    for (std::int64_t x = 0; x < width; ++x) {
      for (int c = 0; c < 3; ++c) {
        double sum = 0;
        for (std::int64_t dy = -reach; dy <= reach; ++dy) {
          for (std::int64_t dx = -reach; dx <= reach; ++dx) {
            const double w = weight(dx, dy);
            if (w == 0) continue;
            sum += w * picture.at(reflected(x + dx, width), reflected(y + dy, height), c);
          }
        }
        sums.push_back(sum);
      }
    }
  }
  return sums;
}

double largest_error(const Picture& picture, const Numbers& expected) {
  double error = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    error = std::max(error, std::abs(picture.rgb[i] - std::clamp(expected[i], 0.0, 255.0)));
  }
  return error;
}

/// One bright pixel in the middle of 41 x 41 black ones.
Picture spark(std::uint8_t value) {
  return painted({41, 41}, [&](std::int64_t x, std::int64_t y) {
    return x == 20 && y == 20 ? image::Rgb{value, 0, 0} : image::Rgb{};
  });
}

AxisValue whole(std::int64_t value) {
  return value;
}

TEST(Blur, IsTheMeanOfASquare) {
  for (const std::int64_t side : {2, 3, 8, 20}) {
    const Picture blurred = transformed(scene(), "Blur", {{"blur", whole(side)}});

    const Numbers mean = convolved(scene(), side, [&](std::int64_t dx, std::int64_t dy) {
      const auto in = [&](std::int64_t d) { return d >= -(side / 2) && d < side - side / 2; };
      return in(dx) && in(dy) ? 1.0 / static_cast<double>(side * side) : 0;
    });
    EXPECT_LT(largest_error(blurred, mean), 1) << side;
  }
}

TEST(Blur, DoesNothingBelowTwoAndSaysThatEvenSidesMoveEdges) {
  EXPECT_EQ(transformed(scene(), "Blur", {{"blur", whole(1)}}), scene());
  EXPECT_NE(transformed(scene(), "Blur", {{"blur", whole(2)}}), scene());
  EXPECT_EQ(std::get<Filter>(effect_of("Blur", {{"blur", whole(4)}}, {9, 9})).tolerance, 0.5);
  EXPECT_EQ(std::get<Filter>(effect_of("Blur", {{"blur", whole(5)}}, {9, 9})).tolerance, 0);
}

/// Where the sides of the picture go on beyond them.
std::uint8_t middle_value(const Picture& picture, std::int64_t x, std::int64_t y,
                          std::int64_t reach) {
  std::vector<std::uint8_t> values;
  for (std::int64_t dy = -reach; dy <= reach; ++dy) {
    for (std::int64_t dx = -reach; dx <= reach; ++dx) {
      values.push_back(picture.at(std::clamp(x + dx, std::int64_t{0}, picture.size.width - 1),
                                  std::clamp(y + dy, std::int64_t{0}, picture.size.height - 1), 2));
    }
  }
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

TEST(MedianBlur, TakesTheMiddleValue) {
  for (const image::Size size : {image::Size{31, 23}, {700, 3}, {1, 1}}) {
    for (const std::int64_t reach : {1, 2, 3, 9, 10, 11, 15, 63, 64}) {
      const Picture picture = painted(size, [](std::int64_t x, std::int64_t y) {
        return image::Rgb{0, 0, static_cast<std::uint8_t>((x * x * 37 + y * 101 + x * y) % 256)};
      });

      const Picture blurred =
          transformed(picture, "MedianBlur", {{"median_blur_scale", whole(reach)}});

      for (std::int64_t y = 0; y < size.height; ++y) {
        for (std::int64_t x = 0; x < size.width; ++x) {
          ASSERT_EQ(blurred.at(x, y, 2), middle_value(picture, x, y, reach))
              << reach << " " << x << " " << y;
        }
      }
    }
  }
}

TEST(GaussianBlur, IsTheGaussianMean) {
  for (const image::Size size : {image::Size{40, 30}, {39, 29}}) {
    for (const double sigma : {0.7, 2.0, 2.6, 5.0}) {
      const Picture blurred = transformed(scene(size), "GaussianBlur", {{"sigma", sigma}});

      const double scale = 2 * sigma * sigma;
      double total = 0;
      for (int d = -20; d <= 20; ++d) total += std::exp(-d * d / scale);
      const Numbers mean = convolved(scene(size), 20, [&](std::int64_t dx, std::int64_t dy) {
        return std::exp(-static_cast<double>(dx * dx + dy * dy) / scale) / total / total;
      });
      // Kernels that end at three sigma, and images of half the size, are not quite Gaussian.
      EXPECT_LE(largest_error(blurred, mean), sigma < 2.5 ? 1.5 : 2.5) << sigma;
    }
  }
}

TEST(GaussianBlur, DoesNotJumpAlongItsAxis) {
  double before = 0;
  for (int i = 0; i <= 80; ++i) {
    const double strength =
        difference(transformed(scene(), "GaussianBlur", {{"sigma", 0.1 * i}}), scene());
    EXPECT_LT(std::abs(strength - before), i < 12 ? 8 : 1.5) << i;
    EXPECT_GT(strength, before - 0.05) << i;
    before = strength;
  }
}

TEST(MotionBlur, SharesALineBetweenPixels) {
  const Settings three_across{{"motion_blur", whole(3)}, {"motion_direction", 0.5}};

  const Picture blurred = transformed(spark(240), "MotionBlur", three_across);

  // A third of the light for each pixel of length, where the ends, at 1.5, are shared by 1 and 2.
  EXPECT_EQ(blurred.at(20, 20, 0), 80);
  EXPECT_EQ(blurred.at(19, 20, 0), 70);
  EXPECT_EQ(blurred.at(21, 20, 0), 70);
  EXPECT_EQ(blurred.at(18, 20, 0), 10);
  EXPECT_EQ(blurred.at(22, 20, 0), 10);
  EXPECT_EQ(blurred.at(20, 19, 0), 0);
  EXPECT_EQ(blurred.at(20, 20, 1), 0);
}

TEST(MotionBlur, TurnsClockwiseFromUpAndDownByHalfATurn) {
  const auto blurred = [](double direction) {
    return transformed(spark(255), "MotionBlur",
                       {{"motion_blur", whole(9)}, {"motion_direction", direction}});
  };
  EXPECT_GT(blurred(0).at(20, 17, 0), 20);
  EXPECT_EQ(blurred(0).at(17, 20, 0), 0);
  EXPECT_GT(blurred(0.25).at(22, 18, 0), 20);  // right and up
  EXPECT_EQ(blurred(0.25).at(22, 22, 0), 0);
  EXPECT_GT(blurred(0.75).at(22, 22, 0), 20);
  EXPECT_EQ(blurred(1), blurred(0));
}

TEST(MotionBlur, LeavesTheMiddleOfEdgesWhereTheyAre) {
  for (const double direction : {0.0, 0.1, 0.25, 0.37, 0.5, 0.9}) {
    for (const std::int64_t length : {1, 2, 7, 14, 20}) {
      const Picture blurred =
          transformed(spark(255), "MotionBlur",
                      {{"motion_blur", whole(length)}, {"motion_direction", direction}});

      double sum = 0;
      double sum_x = 0;
      double sum_y = 0;
      for (std::int64_t y = 0; y < 41; ++y) {
        for (std::int64_t x = 0; x < 41; ++x) {
          sum += blurred.at(x, y, 0);
          sum_x += static_cast<double>(blurred.at(x, y, 0) * (x - 20));
          sum_y += static_cast<double>(blurred.at(x, y, 0) * (y - 20));
        }
      }
      EXPECT_NEAR(sum, 255, 12);
      EXPECT_NEAR(sum_x / sum, 0, 0.05) << direction << " " << length;
      EXPECT_NEAR(sum_y / sum, 0, 0.05) << direction << " " << length;
    }
  }
}

TEST(MotionBlur, IsAConvolutionOfAMirroredImage) {
  const Picture picture = scene({70, 9});

  const Picture blurred =
      transformed(picture, "MotionBlur", {{"motion_blur", whole(5)}, {"motion_direction", 0.25}});

  // A diagonal of 5 reaches 2.5 / sqrt(2) to each side.
  const double reach = 2.5 * std::numbers::sqrt2 / 2;
  const double outer = (1 - (1 - (2 - reach)) * (1 - (2 - reach)) / 2);  // till 2 - reach of a tent
  const std::vector<double> along{1 / (2 * reach),
                                  (1 - (1 - (reach - 1)) * (1 - (reach - 1)) / 2) / (2 * reach),
                                  (1 - outer) / (2 * reach)};
  const Numbers expected = convolved(picture, 2, [&](std::int64_t dx, std::int64_t dy) {
    return dx == -dy ? along[static_cast<std::size_t>(std::abs(dx))] : 0;
  });
  EXPECT_LE(largest_error(blurred, expected), 1);
}

TEST(ZoomBlur, MakesSlopesFlatterByTheMeanOfTheZooms) {
  const Picture slope = painted({65, 65}, [](std::int64_t x, std::int64_t y) {
    return image::Rgb{static_cast<std::uint8_t>(128 + 3 * (x - 32)),
                      static_cast<std::uint8_t>(128 - 3 * (y - 32)), 50};
  });

  const Picture blurred = transformed(slope, "ZoomBlur", {{"max_factor", 2.0}});

  // 32 copies at the powers of r = 2^(1/32), of weights r^k: the mean of 1 / r^k is
  // 32 / (1 + r + ... + r^31) = 32 (r - 1) / (2 - 1).
  const double flatter = 32 * (std::exp2(1.0 / 32) - 1);
  for (std::int64_t x = 0; x < 65; ++x) {
    const double expected = 3 * flatter * static_cast<double>(x - 32);
    EXPECT_NEAR(blurred.at(x, 40, 0), 128 + expected, 0.7) << x;
    EXPECT_NEAR(blurred.at(40, x, 1), 128 - expected, 0.7) << x;
    EXPECT_EQ(blurred.at(x, 7, 2), 50);
  }
}

TEST(ZoomBlur, IsAsSmoothAsItsStepSays) {
  // Two copies of a bright column 20 pixels from the middle are apart from each other as long as
  // the step is large.
  const Picture column = painted({81, 5}, [](std::int64_t x, std::int64_t) {
    return x == 60 ? image::Rgb{255, 255, 255} : image::Rgb{};
  });
  const auto gaps = [&](double step) {
    const Picture blurred =
        transformed(column, "ZoomBlur", {{"max_factor", 1.9}, {"step_factor", step}});
    int dark = 0;
    for (std::int64_t x = 61; x < 76; ++x) dark += blurred.at(x, 2, 0) == 0;
    return dark;
  };
  EXPECT_GT(gaps(0.5), 6);
  EXPECT_EQ(gaps(0.02), 0);
  EXPECT_EQ(gaps(0.0), 0);
}

TEST(ZoomBlur, BeginsWhereTheImageIsUnchanged) {
  EXPECT_LT(difference(transformed(scene(), "ZoomBlur", {{"max_factor", 1.001}}), scene()), 0.5);
  const Effect zoomed = effect_of("ZoomBlur", {{"max_factor", 1.4}}, {60, 80});
  EXPECT_NEAR(std::get<Filter>(zoomed).growth, 0.4 / 2, 1e-9);
}

TEST(Sharpen, MixesTheImageWithDifferencesFromNeighbours) {
  for (const double lightness : {1.0, 0.4, 0.0}) {
    for (const double alpha : {0.1, 0.6, 1.0}) {
      const Picture sharpened = transformed(
          scene(), "Sharpen", {{"sharpen_alpha", alpha}, {"sharpen_lightness", lightness}});

      const Numbers expected = convolved(scene(), 1, [&](std::int64_t dx, std::int64_t dy) {
        return dx == 0 && dy == 0 ? 1 - alpha + alpha * (8 + lightness) : -alpha;
      });
      EXPECT_LE(largest_error(sharpened, expected), 0.8) << alpha << " " << lightness;
    }
  }
}

TEST(BlurOperators, KeepOneColourAtAnySize) {
  const std::vector<std::tuple<const char*, const char*, AxisValue>> strong{
      {"Blur", "blur", whole(20)},     {"MedianBlur", "median_blur_scale", whole(15)},
      {"GaussianBlur", "sigma", 8.0},  {"MotionBlur", "motion_blur", whole(20)},
      {"ZoomBlur", "max_factor", 2.0}, {"Sharpen", "sharpen_alpha", 1.0}};
  const image::Rgb color{255, 0, 77};
  for (const image::Size size :
       {image::Size{1, 1}, {1, 9}, {9, 1}, {2, 2}, {3, 5}, {16, 17}, {65, 33}}) {
    for (const auto& [name, axis, value] : strong) {
      EXPECT_EQ(transformed(plain(size, color), name, {{axis, value}}), plain(size, color))
          << name << " " << size.width << " " << size.height;
    }
  }
}

}  // namespace
}  // namespace assay::stress
