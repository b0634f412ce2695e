// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/boundary.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

double real(const AxisValue& value) {
  return std::get<double>(value);
}

struct Found {
  std::vector<SideBoundary> sides;
  std::size_t trials = 0;
};

/// Of an axis of mixed_domain(), of an image that fails at some of its values.
Found boundary_of(std::size_t axis, const std::function<bool(const AxisValue&)>& fails,
                  double tolerance = 0.01) {
  const Domain domain = mixed_domain();
  DomainPoint base = domain.weakest_point();
  base[7] = std::int64_t{9};  // where an image stands of what is no strength
  BoundarySearch search(domain, base, axis, tolerance);
  Found found;
  while (const auto point = search.next()) {
    ++found.trials;
    for (std::size_t i = 0; i < point->size(); ++i) {
      if (i == axis) continue;
      EXPECT_EQ((*point)[i], base[i]);
    }
    search.tell(fails((*point)[axis]));
  }
  found.sides = search.boundaries();
  return found;
}

TEST(BoundarySearch, FindsWhereEachSideFails) {
  const Found found = boundary_of(
      0, [](const AxisValue& gamma) { return real(gamma) < 0.631 || real(gamma) > 1.77; });

  ASSERT_EQ(found.sides.size(), 2U);
  const SideBoundary& below = found.sides[0];
  EXPECT_EQ(below.side, Side::below);
  EXPECT_TRUE(below.monotone);
  EXPECT_GE(real(below.passing), 0.631);
  EXPECT_LT(real(*below.failing), 0.631);
  EXPECT_LE(real(below.passing) - real(*below.failing), 0.0061);
  EXPECT_NEAR(below.bracket.passing, 1 - real(below.passing), 1e-12);
  EXPECT_NEAR(*below.bracket.failing, 1 - real(*below.failing), 1e-12);
  const SideBoundary& above = found.sides[1];
  EXPECT_EQ(above.side, Side::above);
  EXPECT_NEAR(real(*above.failing), 1.77, 0.016);
  EXPECT_LE(found.trials, 20U);
}

TEST(BoundarySearch, SaysWhereNothingFailsUpToTheEnd) {
  const Found found = boundary_of(0, [](const AxisValue& gamma) { return real(gamma) > 2.4; });

  EXPECT_EQ(found.sides[0].passing, AxisValue(0.4));
  EXPECT_EQ(found.sides[0].failing, std::nullopt);
  EXPECT_NEAR(found.sides[0].bracket.passing, 0.6, 1e-12);
  EXPECT_EQ(found.sides[0].bracket.failing, std::nullopt);
  EXPECT_TRUE(found.sides[1].failing.has_value());
}

TEST(BoundarySearch, FindsTheVeryValueOfWholeNumbersAndSteps) {
  const Found quality = boundary_of(
      1, [](const AxisValue& value) { return std::get<std::int64_t>(value) <= 37; }, 1e-6);
  ASSERT_EQ(quality.sides.size(), 1U);
  EXPECT_EQ(quality.sides[0].passing, AxisValue(std::int64_t{38}));
  EXPECT_EQ(quality.sides[0].failing, AxisValue(std::int64_t{37}));
  EXPECT_EQ(quality.sides[0].bracket.failing, 63);

  const Found brightness =
      boundary_of(5, [](const AxisValue& value) { return real(value) > 0.25; });
  EXPECT_NEAR(real(*brightness.sides[1].failing), 0.3, 1e-12);
  EXPECT_NEAR(real(brightness.sides[1].passing), 0.2, 1e-12);
  EXPECT_EQ(brightness.trials, 10U);  // each of its values once
}

TEST(BoundarySearch, TriesASwitchOnce) {
  const Found found = boundary_of(2, [](const AxisValue&) { return true; });
  ASSERT_EQ(found.sides.size(), 1U);
  EXPECT_EQ(found.sides[0].failing, AxisValue(true));
  EXPECT_EQ(found.sides[0].passing, AxisValue(false));
  EXPECT_EQ(found.sides[0].bracket, (Bracket{0, 1}));
  EXPECT_EQ(found.trials, 1U);
}

TEST(BoundarySearch, HasNothingToSayOfAnAxisThatIsNoStrength) {
  EXPECT_TRUE(boundary_of(7, [](const AxisValue&) { return true; }).sides.empty());
}

TEST(BoundarySearch, ReportsTheWeakestFailureWherePassingComesAgain) {
  // Fails at 18 and 36 degrees, not at 27.
  const Found found = boundary_of(3, [](const AxisValue& angle) {
    return real(angle) > 31 || (real(angle) > 12 && real(angle) < 20);
  });
  EXPECT_TRUE(found.sides[0].monotone);
  EXPECT_FALSE(found.sides[1].monotone);
  EXPECT_NEAR(real(*found.sides[1].failing), 12, 0.5);
}

TEST(BoundarySearch, IsNotNeededOfAnImageThatIsBrokenAtItsBase) {
  const Domain domain = mixed_domain();
  const auto sides = boundaries_of_broken(domain.axes()[0]);
  ASSERT_EQ(sides.size(), 2U);
  EXPECT_EQ(sides[0].failing, AxisValue(1.0));
  EXPECT_EQ(sides[0].bracket, (Bracket{0, 0}));

  const std::vector<SideBoundary> images(8, sides[1]);
  EXPECT_EQ(surviving_at(boundary_curve(images), 0), 0);
  EXPECT_EQ(boundary_lower_bound(images), 0);
  EXPECT_TRUE(boundaries_of_broken(domain.axes()[7]).empty());
}

TEST(BoundaryCurve, IsTheSurvivalOfImages) {
  std::vector<SideBoundary> images;
  for (const double limit : {0.1, 0.2, 0.3, 0.4}) {
    images.push_back({Side::above, 0.0, limit, {limit / 2, limit}, true});
  }
  for (int i = 0; i < 4; ++i) images.push_back({Side::above, 0.5, std::nullopt, {0.5, {}}, true});
  const SurvivalCurve curve = boundary_curve(images);

  EXPECT_EQ(curve.subjects, 8U);
  EXPECT_NEAR(surviving_at(curve, 0.25), 0.75, 1e-12);
  EXPECT_NEAR(surviving_at(curve, 0.5), 0.5, 1e-12);
  EXPECT_EQ(curve.median, 0.4);
}

}  // namespace
}  // namespace assay::stress
