// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "core/stress/filter/low_rank_blur.hpp"
#include "core/stress/filter/shifted_sum.hpp"
#include "core/stress/filter/span_blur.hpp"
#include "core/stress/operators/imagenet_c/half_normal_line.hpp"
#include "core/stress/random/plasma.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using Kernel = std::map<std::pair<int, int>, double>;

Kernel as_weights(const SpanKernel& spans) {
  Kernel weights;
  for (const KernelSpan& span : spans) {
    for (int y = -span.half; y <= span.half; ++y) {
      weights[{span.column, y}] += double{span.weight};
      if (span.column != 0) weights[{-span.column, y}] += double{span.weight};
    }
  }
  return weights;
}

std::int64_t mirrored(std::int64_t at, std::int64_t side) {
  if (side == 1) return 0;
  while (at < 0 || at >= side) at = at < 0 ? -at : 2 * side - 2 - at;
  return at;
}

double convolved(const Kernel& kernel, const Picture& picture, std::int64_t x, std::int64_t y) {
  double sum = 0;
  for (const auto& [at, weight] : kernel) {
    sum += weight * picture.at(mirrored(x + at.first, picture.size.width),
                               mirrored(y + at.second, picture.size.height), 1);
  }
  return sum;
}

TEST(SpanBlur, DoesWhatItsKernelSaysUpToTheBorder) {
  const SpanKernel kernel{{2, 0, 0.05F}, {0, 3, 0.06F}, {0, 1, 0.06F}, {1, 2, 0.03F}};
  for (const image::Size size : {image::Size{23, 17}, {3, 2}, {1, 5}, {4, 1}}) {
    const Picture picture = scene(size);
    Picture blurred = picture;
    Workspace workspace;
    blur_by_spans(kernel, 0.5F, picture.view(), blurred.writable(), workspace);
    const Kernel weights = as_weights(kernel);
    for (std::int64_t y = 0; y < size.height; ++y) {
      for (std::int64_t x = 0; x < size.width; ++x) {
        ASSERT_NEAR(blurred.at(x, y, 1), convolved(weights, picture, x, y), 0.51) << x << " " << y;
      }
    }
  }
}

SpanKernel light_disc(double radius) {
  SpanKernel kernel = disc(radius);
  const double sum = total(kernel);
  for (KernelSpan& span : kernel) span.weight = static_cast<float>(span.weight / sum);
  return kernel;
}

TEST(SpanBlur, IsWithinATenthOfItsKernelInFixedPoint) {
  // Weights that take others back, and a sum above 1.
  const SpanKernel rim{{0, 4, 0.05F}, {1, 4, 0.03F}, {0, 3, -0.02F}, {2, 1, 0.1F}};
  const image::Size size{61, 47};
  const Picture picture = scene(size);
  for (const SpanKernel& kernel : {light_disc(0.6), light_disc(7.3), light_disc(25), rim}) {
    ASSERT_TRUE(in_fixed_point(kernel, 0.5));
    Picture blurred = picture;
    Workspace workspace;
    blur_by_spans(kernel, 0.5F, picture.view(), blurred.writable(), workspace);
    const Kernel weights = as_weights(kernel);
    for (std::int64_t y = 0; y < size.height; y += 3) {
      for (std::int64_t x = 0; x < size.width; x += 4) {
        const double expected = std::min(convolved(weights, picture, x, y), 255.0);
        ASSERT_NEAR(blurred.at(x, y, 1), expected, 0.6) << x << " " << y;
      }
    }
  }
}

TEST(SpanBlur, IsWithinATenthWhereNearlyAllIsBlack) {
  const Picture picture = painted({60, 60}, [](std::int64_t x, std::int64_t y) {
    const std::uint8_t lit = (37 * x + 11 * y) % 50 == 0 ? 255 : 0;
    return image::Rgb{lit, lit, lit};
  });
  const SpanKernel kernel = light_disc(15);
  ASSERT_TRUE(in_fixed_point(kernel, 0.5));
  Picture blurred = picture;
  Workspace workspace;
  blur_by_spans(kernel, 0.5F, picture.view(), blurred.writable(), workspace);
  const Kernel weights = as_weights(kernel);
  for (std::int64_t y = 0; y < 60; y += 2) {
    for (std::int64_t x = 0; x < 60; x += 3) {
      ASSERT_NEAR(blurred.at(x, y, 1), convolved(weights, picture, x, y), 0.6) << x << " " << y;
    }
  }
}

TEST(InFixedPoint, RoundsAWhiteImageToOneDigit) {
  for (double radius = 0.5; radius < 60; radius += 0.73) {
    const SpanKernel kernel = light_disc(radius);
    const auto fixed = in_fixed_point(kernel, 0.5);
    ASSERT_TRUE(fixed) << radius;
    double white = 0;
    for (const FixedSpan& span : fixed->added) {
      const int pixels = (2 * span.half + 1) * (span.column == 0 ? 1 : 2);
      white += std::ldexp(255.0 * pixels * span.weight, span_decimals(span.half) - 16);
    }
    EXPECT_NEAR(white, 255 * 256 * total(kernel), 1) << radius;
  }
}

TEST(InFixedPoint, IsNotForKernelsThatItDoesNotHold) {
  EXPECT_FALSE(in_fixed_point({{0, 1, 0.0F}}, 0.5));     // all that is left is nothing
  EXPECT_FALSE(in_fixed_point({{0, 64, 0.001F}}, 0.5));  // 129 pixels twice are too many
  EXPECT_FALSE(in_fixed_point({{0, 1, 0.67F}}, 0.5));    // white would be twice as light
  EXPECT_TRUE(in_fixed_point({{0, 1, 0.65F}}, 0.5));
  const Picture picture = scene({9, 7});
  Picture blurred = picture;
  Workspace workspace;
  blur_by_spans({{0, 1, 0.0F}}, 0.5F, picture.view(), blurred.writable(), workspace);
  EXPECT_EQ(blurred, plain({9, 7}, {0, 0, 0}));
}

TEST(SpanBlur, CutsOffWhatIsLighterThanWhite) {
  const SpanKernel kernel{{0, 2, 0.25F}, {1, 1, 0.1F}};  // 1.85
  const Picture picture = plain({7, 5}, {255, 150, 100});
  Picture blurred = picture;
  Workspace workspace;
  blur_by_spans(kernel, 0.5F, picture.view(), blurred.writable(), workspace);
  EXPECT_EQ(blurred, plain({7, 5}, {255, 255, 185}));
}

TEST(SpanBlur, KeepsWhatHasOneColour) {
  for (const double radius : {0.5, 1.0, 2.4, 5.0, 7.0, 12.6, 20.0, 31.0}) {
    const SpanKernel kernel = light_disc(radius);
    for (int level = 0; level < 256; ++level) {
      const auto byte = static_cast<std::uint8_t>(level);
      const Picture picture = plain({3, 2}, {byte, byte, byte});
      for (const float offset : {0.0625F, 0.5F}) {
        Picture blurred = plain({3, 2}, {});
        Workspace workspace;
        blur_by_spans(kernel, offset, picture.view(), blurred.writable(), workspace);
        ASSERT_EQ(blurred, picture) << radius << " " << level << " " << offset;
      }
    }
  }
}

/// The part of a pixel that a disc about the origin covers.
double covered(int x, int y, double radius) {
  constexpr int kSamples = 40;
  int inside = 0;
  for (int i = 0; i < kSamples; ++i) {
    for (int j = 0; j < kSamples; ++j) {
      const double dx = x - 0.5 + (i + 0.5) / kSamples;
      const double dy = y - 0.5 + (j + 0.5) / kSamples;
      inside += dx * dx + dy * dy <= radius * radius ? 1 : 0;
    }
  }
  return static_cast<double>(inside) / (kSamples * kSamples);
}

TEST(Disc, WeighsPixelsByWhatTheDiscCovers) {
  for (const double radius : {0.5, 1.3, 2.0, 4.6, 10.0, 30.2}) {
    const SpanKernel spans = disc(radius);
    const Kernel weights = as_weights(spans);
    const double area = M_PI * radius * radius;
    EXPECT_NEAR(total(spans), area, 0.003 * area) << radius;
    const int reach = static_cast<int>(radius) + 2;
    for (int y = -reach; y <= reach; ++y) {
      for (int x = -reach; x <= reach; ++x) {
        const auto found = weights.find({x, y});
        ASSERT_NEAR(found == weights.end() ? 0 : found->second, covered(x, y, radius), 0.02)
            << radius << ": " << x << " " << y;
      }
    }
  }
}

TEST(ShiftedSum, AddsShiftedCopiesAndRepeatsTheBorder) {
  const Picture picture = scene({5, 3});
  Picture sum = picture;
  Workspace workspace;
  shifted_sum({{{0, 0, 0.5}, {2, 1, 0.25}, {-1, -2, 0.25}}, ShiftedSum::Beyond::repeated},
              picture.view(), sum.writable(), workspace);
  const auto at = [&](std::int64_t x, std::int64_t y, int c) {
    return double{1} *
           picture.at(std::clamp<std::int64_t>(x, 0, 4), std::clamp<std::int64_t>(y, 0, 2), c);
  };
  for (std::int64_t y = 0; y < 3; ++y) {
    for (std::int64_t x = 0; x < 5; ++x) {
      for (int c = 0; c < 3; ++c) {
        const double expected = at(x, y, c) / 2 + at(x + 2, y + 1, c) / 4 + at(x - 1, y - 2, c) / 4;
        EXPECT_NEAR(sum.at(x, y, c), expected, 0.52);
      }
    }
  }
}

TEST(ShiftedSum, AddsAnOffsetBeforeItCutsDecimalsOff) {
  const std::array<std::uint8_t, 3> in{1, 2, 4};  // gray
  const auto sum_with = [&](double offset) {
    std::array<std::uint8_t, 3> out{};
    Workspace workspace;
    shifted_sum({{{0, 0, 0.5}, {1, 0, 0.5}}, ShiftedSum::Beyond::mirrored, offset},
                {std::as_bytes(std::span(in)), {3, 1}, image::PixelFormat::gray},
                {std::as_writable_bytes(std::span(out)), {3, 1}, image::PixelFormat::gray},
                workspace);
    return out;
  };
  EXPECT_EQ(sum_with(0), (std::array<std::uint8_t, 3>{1, 3, 3}));
  EXPECT_EQ(sum_with(0.5), (std::array<std::uint8_t, 3>{2, 3, 3}));
}

TEST(ShiftedSum, KeepsWhiteWithAsManyTapsAsThereMayBe) {
  ShiftedSum sum;
  for (std::size_t i = 0; i < ShiftedSum::kMostTaps; ++i) {
    sum.taps.push_back({static_cast<std::int64_t>(i), 0, i == 0 ? 2.0 / 256 : 1.0 / 256});
  }
  const Picture white = plain({40, 3}, {255, 255, 255});
  Picture result = plain(white.size, {});
  Workspace workspace;
  shifted_sum(sum, white.view(), result.writable(), workspace);
  EXPECT_EQ(result, white);
}

TEST(HalfNormalLine, FallsFromThePixelAlongItsAngle) {
  const std::vector<Tap> line = imagenet_c::half_normal_line(11, 4, 90);
  double sum = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    EXPECT_EQ(line[i].dx, 0);
    EXPECT_EQ(line[i].dy, static_cast<std::int64_t>(i));
    sum += line[i].weight;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(line[4].weight / line[0].weight, std::exp(-0.5), 1e-12);
}

TEST(LowRankBlur, IsWithinItsErrorOfTheKernel) {
  // A cone, which is no product.
  SymmetricKernel cone;
  cone.side = 9;
  for (int y = -4; y <= 4; ++y) {
    for (int x = -4; x <= 4; ++x) {
      cone.weights.push_back(static_cast<float>(std::max(0.0, 4.5 - std::hypot(x, y))));
    }
  }
  const float sum = std::accumulate(cone.weights.begin(), cone.weights.end(), 0.0F);
  for (float& weight : cone.weights) weight /= sum;
  for (const double error : {0.05, 0.005}) {
    const auto terms = terms_of(cone, error);
    EXPECT_LT(terms.size(), 9U);
    double off = 0;
    for (std::size_t y = 0; y < 9; ++y) {
      for (std::size_t x = 0; x < 9; ++x) {
        double value = 0;
        for (const KernelTerm& term : terms) value += double{term.row[x]} * double{term.column[y]};
        off += std::abs(value - double{cone.weights[y * 9 + x]});
      }
    }
    EXPECT_LE(off, error + 1e-6);
  }
}

TEST(Plasma, FillsItsRangeAndRoughensAsItDecaysLess) {
  const image::Size size{200, 150};
  const auto roughness = [&](double decay) {
    Stream random({3, "a", "b", 0});
    std::vector<float> cloud(200 * 150);
    Workspace workspace;
    fill_plasma(decay, random, size, cloud, workspace);
    double steps = 0;
    for (std::size_t i = 1; i < cloud.size(); ++i) {
      EXPECT_GE(cloud[i], 0);
      EXPECT_LE(cloud[i], 1);
      if (i % 200 != 0) steps += std::abs(double{cloud[i]} - double{cloud[i - 1]});
    }
    return steps / static_cast<double>(cloud.size());
  };
  EXPECT_GT(roughness(1.4), 2 * roughness(2));
  EXPECT_LT(roughness(2), 0.01);  // a cloud, not noise
}

}  // namespace
}  // namespace assay::stress
