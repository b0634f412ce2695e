// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace assay::stress {
namespace {

Stream stream(std::uint64_t seed) {
  return Stream({seed, "", "bootstrap", 0});
}

TEST(PercentileInterval, IsTheMiddleAndMoreOfItForFewUnits) {
  std::vector<double> replicates;
  for (int i = 100; i >= 0; --i) replicates.push_back(i);
  const Interval many = percentile_interval(replicates, 1000000, 0.9);
  EXPECT_NEAR(many.low, 5, 1e-3);
  EXPECT_NEAR(many.high, 95, 1e-3);

  // Student's quantile of 4 degrees of freedom, 2.1318, times the root of 5 / 4: 2.3835.
  const Interval few = percentile_interval(replicates, 5, 0.9);
  EXPECT_NEAR(few.low, 0.857, 1e-3);
  EXPECT_NEAR(few.high, 99.143, 1e-3);
}

TEST(PairedDifference, SeesThroughWhatPairsHaveInCommon) {
  std::vector<double> a, b;
  Stream random = stream(1);
  for (int i = 0; i < 30; ++i) {
    const double image = 100 * random.normal();
    a.push_back(image + 1 + random.normal());
    b.push_back(image);
  }
  const PairedDifference difference = paired_difference(a, b, stream(2));

  EXPECT_EQ(difference.pairs, 30U);
  EXPECT_NEAR(difference.mean, 1, 0.6);
  EXPECT_GT(difference.interval.low, 0);
  EXPECT_LT(difference.interval.high, 2);
}

TEST(PairedDifference, IsNarrowWhereAllPairsDifferAlike) {
  const PairedDifference same =
      paired_difference(std::vector<double>{3, 4}, std::vector<double>{1, 2}, stream(1));
  EXPECT_EQ(same.mean, 2);
  EXPECT_EQ(same.interval, (Interval{2, 2}));
}

TEST(PairedDifference, RepeatsItselfForTheSameStreamAlone) {
  const std::vector<double> a{1, 5, 2, 9, 3, 7}, b(6, 0.0);
  EXPECT_EQ(paired_difference(a, b, stream(1)).interval,
            paired_difference(a, b, stream(1)).interval);
  EXPECT_NE(paired_difference(a, b, stream(1)).interval,
            paired_difference(a, b, stream(2)).interval);
}

/// Of 1000 samples of so many differences, those whose interval contains their mean.
template <class Draw>
int covered_by(std::size_t pairs, Draw draw, double mean) {
  Stream random = stream(4);
  int covered = 0;
  const std::vector<double> nothing(pairs, 0.0);
  for (std::uint64_t run = 0; run < 1000; ++run) {
    std::vector<double> values;
    for (std::size_t i = 0; i < pairs; ++i) values.push_back(draw(random));
    covered +=
        paired_difference(values, nothing, stream(run), {0.95, 1000}).interval.contains(mean);
  }
  return covered;
}

TEST(PairedDifference, CoversAboutAsOftenAsItSays) {
  const auto normal = [](Stream& random) { return random.normal(); };
  const auto skewed = [](Stream& random) { return -std::log(1 - random.uniform()); };
  for (const int covered :
       {covered_by(10, normal, 0), covered_by(30, normal, 0), covered_by(60, skewed, 1)}) {
    EXPECT_GE(covered, 930);
    EXPECT_LE(covered, 970);
  }
}

}  // namespace
}  // namespace assay::stress
