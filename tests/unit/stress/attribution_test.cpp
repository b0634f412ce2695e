// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/attribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>

namespace assay::stress {
namespace {

Stream stream(std::uint64_t seed) {
  return Stream({seed, "", "attribution", 0});
}

using Function = std::function<double(const Place& place, std::size_t image)>;

/// By a design of so many trials, each block of which is of an image of its own.
Attribution attribution_of(const Space& space, std::size_t budget, const Function& value,
                           std::uint64_t seed = 1) {
  const AttributionDesign design = pick_freeze_design(space, budget, stream(seed));
  std::vector<double> values;
  for (std::size_t i = 0; i < design.places.size(); ++i) {
    values.push_back(value(design.places[i], i / design.block));
  }
  return attribute(space.dimensions(), values, stream(seed + 1000), {0.95, 500});
}

const Space kEight{{0, 0, 0, 0, 0, 0, 2, 5}};

TEST(PickFreezeDesign, FillsTheBudgetAndStaysInTheSpace) {
  const AttributionDesign design = pick_freeze_design(kEight, 107, stream(1));
  EXPECT_EQ(design.block, 10U);
  ASSERT_EQ(design.places.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(design.places[i], snapped(kEight, design.places[i]));
    const Place& one = design.places[i / 10 * 10];
    const Place& other = design.places[i / 10 * 10 + 1];
    for (std::size_t d = 0; d < 8 && i % 10 >= 2; ++d) {
      EXPECT_EQ(design.places[i][d], d == i % 10 - 2 ? other[d] : one[d]);
    }
  }
  EXPECT_TRUE(pick_freeze_design(kEight, 19, stream(1)).places.empty());
}

TEST(Attribution, GivesAllToTheOneAxisThatMatters) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Attribution found = attribution_of(
        kEight, 100,
        [](const Place& place, std::size_t image) {
          return std::sin(5 * place[3]) + 10 * static_cast<double>(image % 3);
        },
        seed);
    for (std::size_t d = 0; d < 8; ++d) {
      EXPECT_NEAR(found.axes[d].total, d == 3 ? 1 : 0, 1e-9);
      EXPECT_NEAR(found.axes[d].first, d == 3 ? 1 : 0, 1e-9);
      EXPECT_NEAR(found.axes[d].total_interval.high, d == 3 ? 1 : 0, 1e-9);
    }
  }
}

TEST(Attribution, FindsTheOneAxisOfAThresholdWhereMarginalMeansCannot) {
  // Symmetric about the middle, and a switch that does nothing.
  const Attribution found = attribution_of(kEight, 150, [](const Place& place, std::size_t) {
    return std::abs(place[5] - 0.5) > 0.3 ? 1.0 : 0.0;
  });
  EXPECT_GT(found.axes[5].total, 0.95);
  for (std::size_t d = 0; d < 8; ++d) {
    if (d == 5) continue;
    EXPECT_LT(found.axes[d].total, 0.05);
  }
}

/// Ishigami, Homma (1990), whose effects are known: first 0.3139, 0.4424, 0; total 0.5576, 0.4424,
/// 0.2437.
double ishigami(const Place& place, std::size_t image) {
  const auto angle = [&](std::size_t d) { return std::numbers::pi * (2 * place[d] - 1); };
  return std::sin(angle(0)) + 7 * std::pow(std::sin(angle(1)), 2) +
         0.1 * std::pow(angle(2), 4) * std::sin(angle(0)) + 20 * static_cast<double>(image % 2);
}

TEST(Attribution, ComesToTheKnownEffects) {
  const Attribution found = attribution_of({{0, 0, 0}}, 40000, ishigami);
  EXPECT_NEAR(found.axes[0].first, 0.3139, 0.04);
  EXPECT_NEAR(found.axes[1].first, 0.4424, 0.04);
  EXPECT_NEAR(found.axes[2].first, 0, 0.04);
  EXPECT_NEAR(found.axes[0].total, 0.5576, 0.04);
  EXPECT_NEAR(found.axes[1].total, 0.4424, 0.04);
  EXPECT_NEAR(found.axes[2].total, 0.2437, 0.04);
  EXPECT_NEAR(found.variance, 13.845, 0.5);  // without how images differ
}

TEST(Attribution, ShowsAnInteractionAsTotalWithoutFirst) {
  const Attribution found = attribution_of(kEight, 4000, [](const Place& place, std::size_t) {
    return (place[0] - 0.5) * (place[6] - 0.5);
  });
  for (const std::size_t d : {0U, 6U}) {
    EXPECT_LT(found.axes[d].first, 0.1);
    EXPECT_GT(found.axes[d].total, 0.9);
  }
  EXPECT_EQ(found.axes[1].total, 0);
}

TEST(Attribution, RanksAxesWithThreeHundredTrials) {
  // Weights 4, 2, 1 of sums over other axes than the first three: effects .762, .190, .048.
  int ranked = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Attribution found = attribution_of(
        kEight, 300,
        [](const Place& place, std::size_t) { return 4 * place[1] + 2 * place[4] + place[5]; },
        seed);
    ranked += found.axes[1].total > found.axes[4].total &&
              found.axes[4].total > found.axes[5].total &&
              found.axes[5].total > found.axes[0].total;
  }
  EXPECT_GE(ranked, 45);
}

TEST(Attribution, HasIntervalsThatMostlyContainTheKnownEffects) {
  int covered = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Attribution found = attribution_of({{0, 0, 0}}, 300, ishigami, seed);
    covered += found.axes[0].total_interval.contains(0.5576);
    covered += found.axes[1].total_interval.contains(0.4424);
    covered += found.axes[2].total_interval.contains(0.2437);
  }
  EXPECT_GE(covered, 540);  // of 600
}

TEST(Attribution, HasNothingToSayOfEqualValues) {
  const Attribution found =
      attribution_of(kEight, 50, [](const Place&, std::size_t) { return 1.0; });
  EXPECT_EQ(found.variance, 0);
  for (const AxisEffect& axis : found.axes) EXPECT_EQ(axis.total, 0);
  EXPECT_EQ(attribute(8, {}, stream(1)).axes.size(), 8U);
}

}  // namespace
}  // namespace assay::stress
