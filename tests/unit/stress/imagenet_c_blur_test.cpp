// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

Picture corrupted(const Picture& picture, const std::string& name, std::int64_t severity,
                  std::uint64_t seed = 1) {
  return transformed(picture, name, {{"severity", severity}}, seed);
}

double value(const Picture& picture, std::int64_t x, std::int64_t y, int channel) {
  return picture.at(std::clamp<std::int64_t>(x, 0, picture.size.width - 1),
                    std::clamp<std::int64_t>(y, 0, picture.size.height - 1), channel);
}

std::int64_t mirrored(std::int64_t at, std::int64_t side) {
  while (at < 0 || at >= side) at = at < 0 ? -at : 2 * side - 2 - at;
  return at;
}

/// Sum of weight(dx, dy) times values, over the sum of weights; mirrored at the border.
double weighted(const Picture& picture, std::int64_t x, std::int64_t y, int reach,
                const std::function<double(int, int)>& weight) {
  double sum = 0;
  double weights = 0;
  for (int dy = -reach; dy <= reach; ++dy) {
    for (int dx = -reach; dx <= reach; ++dx) {
      const double w = weight(dx, dy);
      weights += w;
      sum += w * picture.at(mirrored(x + dx, picture.size.width),
                            mirrored(y + dy, picture.size.height), 0);
    }
  }
  return sum / weights;
}

TEST(GaussianBlur, IsANormalKernelThatRepeatsTheBorder) {
  const Picture picture = scene();
  const Picture blurred = corrupted(picture, "gaussian_blur", 2);
  for (const auto& [px, py] : {std::pair{0, 0}, {30, 20}, {63, 47}}) {
    double sum = 0;
    double weights = 0;
    for (int dy = -8; dy <= 8; ++dy) {
      for (int dx = -8; dx <= 8; ++dx) {
        const double w = std::exp(-(dx * dx + dy * dy) / 8.0);
        weights += w;
        sum += w * value(picture, px + dx, py + dy, 0);
      }
    }
    EXPECT_NEAR(blurred.at(px, py, 0), sum / weights, 1.5);
  }
}

TEST(DefocusBlur, IsTheMeanOverADisc) {
  const Picture picture = scene();
  const Picture blurred = corrupted(picture, "defocus_blur", 1);  // radius 3, hardly softened
  for (const auto& [px, py] : {std::pair{0, 0}, {30, 20}, {31, 47}, {63, 10}}) {
    const double expected = weighted(
        picture, px, py, 3, [](int dx, int dy) { return dx * dx + dy * dy <= 9 ? 1.0 : 0.0; });
    EXPECT_NEAR(blurred.at(px, py, 0), expected - 0.5, 0.6);  // cut off
  }
}

TEST(DefocusBlur, SoftensItsDisc) {
  const Picture point = painted({41, 41}, [](std::int64_t x, std::int64_t y) {
    const bool lit = std::abs(x - 20) <= 1 && std::abs(y - 20) <= 1;
    return lit ? image::Rgb{255, 255, 255} : image::Rgb{0, 0, 0};
  });
  const Picture blurred = corrupted(point, "defocus_blur", 3);  // radius 6: 113 pixels
  EXPECT_NEAR(blurred.at(20, 20, 0), 9 * 255.0 / 113, 1);
  EXPECT_NEAR(blurred.at(23, 22, 0), 9 * 255.0 / 113, 1);
  EXPECT_EQ(blurred.at(20, 30, 0), 0);
  EXPECT_GT(blurred.at(20, 27, 0), 0);  // and a little beyond
}

TEST(MotionBlur, KeepsFlatImagesAndMovesOnlyOneWay) {
  const Picture flat = plain({80, 60}, {90, 120, 31});
  for (std::int64_t s = 1; s <= 5; ++s) EXPECT_EQ(corrupted(flat, "motion_blur", s), flat);

  const Picture edge = painted({120, 40}, [](std::int64_t x, std::int64_t) {
    return x < 60 ? image::Rgb{0, 0, 0} : image::Rgb{240, 240, 240};
  });
  // Angles are within 45 degrees of the x axis: pixels look to their right.
  const Picture moved = corrupted(edge, "motion_blur", 3);
  EXPECT_EQ(moved.at(60, 20, 0), 240);
  EXPECT_GT(moved.at(57, 20, 0), 60);
  EXPECT_LT(moved.at(57, 20, 0), 230);
  EXPECT_EQ(moved.at(25, 20, 0), 0);
}

TEST(ZoomBlur, LeavesTheMiddleAndSmearsTheBorder) {
  const Picture flat = plain({64, 48}, {90, 120, 31});
  for (std::int64_t s = 1; s <= 5; ++s) EXPECT_EQ(corrupted(flat, "zoom_blur", s), flat);

  const Picture stripes = painted({201, 201}, [](std::int64_t x, std::int64_t) {
    const bool odd = x / 4 % 2 == 1;
    return odd ? image::Rgb{200, 0, 0} : image::Rgb{0, 0, 0};
  });
  const Picture zoomed = corrupted(stripes, "zoom_blur", 5);
  const auto contrast = [&](std::int64_t from) {
    int low = 255;
    int high = 0;
    for (std::int64_t x = from; x < from + 10; ++x) {
      low = std::min<int>(low, zoomed.at(x, 100, 0));
      high = std::max<int>(high, zoomed.at(x, 100, 0));
    }
    return high - low;
  };
  EXPECT_GT(contrast(96), 150);
  EXPECT_LT(contrast(5), 60);
}

TEST(ZoomBlur, IsTheMeanOfEnlargedImages) {
  // Severity 3: the image, and 11 of them by 1, 1.02, ... 1.2, on one row.
  const Picture row = painted({50, 1}, [](std::int64_t x, std::int64_t) {
    return image::Rgb{static_cast<std::uint8_t>(x * x % 251), 0, 0};
  });
  const Picture blurred = corrupted(row, "zoom_blur", 3);
  for (const int x : {0, 3, 20, 49}) {
    double sum = row.at(x, 0, 0);
    for (int k = 0; k < 11; ++k) {
      const double zoom = 1 + 0.02 * k;
      const int cropped = static_cast<int>(std::ceil(50 / zoom - 1e-9));
      const double enlarged = std::round(cropped * zoom);
      const double at = std::min(x * (cropped - 1) / (enlarged - 1), cropped - 1.0);
      const double left = std::floor(at);
      const double begin = (50 - cropped) / 2 + left;
      sum += (1 - at + left) * value(row, static_cast<int>(begin), 0, 0) +
             (at - left) * value(row, static_cast<int>(begin) + 1, 0, 0);
    }
    EXPECT_NEAR(blurred.at(x, 0, 0), sum / 12 - 0.5, 0.7) << x;
  }
}

TEST(GlassBlur, CarriesPixelsAsFarAsItSays) {
  const Picture edge = painted({200, 120}, [](std::int64_t x, std::int64_t) {
    return x < 100 ? image::Rgb{0, 0, 0} : image::Rgb{200, 100, 50};
  });
  const auto filter =
      std::get<Filter>(effect_of("glass_blur", {{"severity", std::int64_t{5}}}, edge.size));
  const Picture rough = corrupted(edge, "glass_blur", 5);
  EXPECT_EQ(filter.tolerance, 8);
  // Four deviations of each blur beyond that, nothing of the other side is left but by rare chance.
  EXPECT_EQ(rough.at(100 - 45, 60, 0), 0);
  EXPECT_EQ(rough.at(100 + 45, 60, 0), 200);
  EXPECT_EQ(rough.at(100 + 45, 60, 2), 50);
  int mixed = 0;
  for (std::int64_t y = 10; y < 110; ++y) {
    mixed += rough.at(98, y, 0) > 20 && rough.at(98, y, 0) < 180 ? 1 : 0;
  }
  EXPECT_GT(mixed, 50);
}

}  // namespace
}  // namespace assay::stress
