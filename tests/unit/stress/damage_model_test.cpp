// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/damage_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace assay::stress {
namespace {

/// 0.3 + 0.4 x - 0.2 y + 0.5 y^2 of places as the model has them, -1 to 1.
double damage_at(const Place& place) {
  const double x = 2 * place[0] - 1;
  const double y = 2 * place[1] - 1;
  return 0.3 + 0.4 * x - 0.2 * y + 0.5 * y * y;
}

Space continuous(std::size_t dimensions) {
  return {std::vector<std::size_t>(dimensions, 0)};
}

Observations observed(const Space& space, int count) {
  Observations observations(feature_count(space));
  Stream random({1, "", "damage", 0});
  for (int i = 0; i < count; ++i) {
    const Place place = random_place(space, random);
    observations.add(features_of(space, place), damage_at(place));
  }
  return observations;
}

bool none_known(const Cell&) {
  return false;
}

TEST(DamageModel, FindsTheCoefficientsOfParabolas) {
  const Space space = continuous(2);
  const auto fitted = observed(space, 50).fit(std::vector<double>(feature_count(space)), 1e-9);
  const std::vector<double> expected{0.3, 0.4, 0, -0.2, 0.5};
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(fitted[i], expected[i], 1e-6) << i;
}

TEST(DamageModel, ExpectsWhatItWasGivenWhereNothingWasSeen) {
  const std::vector<double> expected{1, 2, 3, 4, 5};
  const auto fitted = Observations(5).fit(expected, 0.5);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_DOUBLE_EQ(fitted[i], expected[i]) << i;
}

TEST(DamageModel, MovesFromWhatItExpectedAsMoreIsSeen) {
  const Space space = continuous(2);
  const std::vector<double> expected{0.3, -0.4, 0, -0.2, 0.5};  // the second is wrong
  const double little = observed(space, 3).fit(expected, 1)[1];
  const double much = observed(space, 300).fit(expected, 1)[1];
  EXPECT_GT(little, -0.4);
  EXPECT_LT(little, much);
  EXPECT_NEAR(much, 0.4, 0.05);
}

TEST(WorstPlace, IsAtTheEndsOrAtTheTopOfAParabola) {
  // Rises in the first dimension, falls in the second, and is highest at 0.6 in the third.
  const std::vector<double> coefficients{0, 0.5, 0, -0.1, 0, 0.4, -1};
  const Place worst = worst_place(continuous(3), coefficients, none_known, 1);
  ASSERT_EQ(worst.size(), 3U);
  EXPECT_EQ(worst[0], 1);
  EXPECT_EQ(worst[1], 0);
  EXPECT_DOUBLE_EQ(worst[2], 0.6);
}

TEST(WorstPlace, GoesThroughAllCellsFromTheWorstDownwards) {
  const Space space{{0, 0, 2, 5}};
  const std::vector<double> coefficients{0, 0.7, 0.2, -0.3, 0.1, 0.05, 0, 0.2, -0.3};
  const auto expected = [&](const Place& place) {
    const auto features = features_of(space, place);
    double sum = 0;
    for (std::size_t i = 0; i < features.size(); ++i) sum += coefficients[i] * features[i];
    return sum;
  };
  std::set<Cell> known;
  double last = 1e9;
  for (std::size_t i = 0; i < 3 * 3 * 2 * 3; ++i) {
    const Place place = worst_place(
        space, coefficients, [&](const Cell& cell) { return known.contains(cell); }, 1000);
    ASSERT_FALSE(place.empty());
    EXPECT_EQ(snapped(space, place), place);
    EXPECT_LE(expected(place), last + 1e-12);
    EXPECT_TRUE(known.insert(cell_of(space, place)).second);
    // Nothing in that cell is expected to be much worse.
    Stream random({i, "", "cell", 0});
    const Cell cell = cell_of(space, place);
    for (int k = 0; k < 20; ++k) {
      EXPECT_LE(expected(place_in(space, cell, random)), expected(place) + 0.03);
    }
    last = expected(place);
  }
  const auto is_known = [&](const Cell& cell) { return known.contains(cell); };
  EXPECT_TRUE(worst_place(space, coefficients, is_known, 1000).empty());
}

TEST(WorstPlace, GivesUpAfterAsManyCellsAsItMayLookAt) {
  const std::vector<double> flat(5);
  int seen = 0;
  const auto is_known = [&](const Cell&) { return ++seen > 0; };
  EXPECT_TRUE(worst_place(continuous(2), flat, is_known, 4).empty());
  EXPECT_EQ(seen, 4);
}

TEST(DamageModel, IsNotMadeOfSpacesWithVeryManyDimensions) {
  EXPECT_GT(feature_count(continuous(32)), 0U);
  EXPECT_EQ(feature_count(continuous(33)), 0U);
  EXPECT_TRUE(features_of(continuous(33), Place(33, 0.5)).empty());
}

}  // namespace
}  // namespace assay::stress
