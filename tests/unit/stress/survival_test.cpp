// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/survival.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

/// The 6-MP arm of Freireich et al. (1963), on which textbooks show the estimate.
std::vector<Subject> remissions() {
  std::vector<Subject> subjects;
  for (const double weeks : {6, 6, 6, 7, 10, 13, 16, 22, 23}) subjects.push_back({weeks, true});
  for (const double weeks : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) {
    subjects.push_back({weeks, false});
  }
  return subjects;
}

TEST(KaplanMeier, IsThatOfTheTextbooks) {
  struct Row {
    double strength;
    std::size_t at_risk, failed;
    double surviving, low, high;
  };
  const std::vector<Row> expected{{6, 21, 3, 0.857142857, 0.619717955, 0.951551748},
                                  {7, 17, 1, 0.806722689, 0.563146565, 0.922809019},
                                  {10, 15, 1, 0.752941176, 0.503199511, 0.889361835},
                                  {13, 12, 1, 0.690196078, 0.431610222, 0.849065963},
                                  {16, 11, 1, 0.627450980, 0.367510856, 0.804912189},
                                  {22, 7, 1, 0.537815126, 0.267778937, 0.746790718},
                                  {23, 6, 1, 0.448179272, 0.188052006, 0.680142628}};
  const SurvivalCurve curve = kaplan_meier(remissions());

  ASSERT_EQ(curve.steps.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(curve.steps[i].strength, expected[i].strength);
    EXPECT_EQ(curve.steps[i].at_risk, expected[i].at_risk);
    EXPECT_EQ(curve.steps[i].failed, expected[i].failed);
    EXPECT_NEAR(curve.steps[i].surviving, expected[i].surviving, 1e-9);
    EXPECT_NEAR(curve.steps[i].band.low, expected[i].low, 1e-9);
    EXPECT_NEAR(curve.steps[i].band.high, expected[i].high, 1e-9);
  }
  EXPECT_EQ(curve.subjects, 21U);
  EXPECT_EQ(curve.median, 23);
  EXPECT_EQ(curve.median_low, 13);
  EXPECT_EQ(curve.median_high, std::nullopt);
}

TEST(KaplanMeier, IsThePartThatLastsWhereNothingIsCensored) {
  const std::vector<Subject> subjects{{4, true}, {1, true}, {3, true}, {2, true}};
  const SurvivalCurve curve = kaplan_meier(subjects);

  EXPECT_EQ(surviving_at(curve, 0.9), 1);
  EXPECT_EQ(surviving_at(curve, 1), 0.75);
  EXPECT_NEAR(surviving_at(curve, 3.5), 0.25, 1e-12);
  EXPECT_EQ(surviving_at(curve, 4), 0);
  EXPECT_EQ(curve.median, 2);
  EXPECT_EQ(curve.steps.back().band.low, 0);
  EXPECT_EQ(curve.steps.back().band.high, curve.steps[2].band.high);
}

TEST(KaplanMeier, HasNoStepsWhereNothingFails) {
  const SurvivalCurve curve = kaplan_meier(std::vector<Subject>{{1, false}, {1, false}});
  EXPECT_TRUE(curve.steps.empty());
  EXPECT_EQ(surviving_at(curve, 1), 1);
  EXPECT_EQ(curve.median, std::nullopt);
  EXPECT_EQ(kaplan_meier({}).subjects, 0U);
}

TEST(SubjectOf, TakesTheFirstFailureSeen) {
  const Subject failing = subject_of({0.25, 0.5});
  EXPECT_EQ(failing.strength, 0.5);
  EXPECT_TRUE(failing.failed);
  const Subject lasting = subject_of({1, std::nullopt});
  EXPECT_EQ(lasting.strength, 1);
  EXPECT_FALSE(lasting.failed);
}

TEST(MedianLowerBound, IsAnOrderStatistic) {
  // Of ten, at most one is below the median with a probability of 11/1024, at most two with
  // 56/1024.
  EXPECT_EQ(median_lower_bound({9, 1, 2, 3, 4, 5, 6, 7, 8, 10}), 2);
  EXPECT_EQ(median_lower_bound({5, 5, 5, 5, 5}), 5);
  EXPECT_EQ(median_lower_bound({5, 5, 5, 5}), 0);  // 1/16 is more than 5 %
  EXPECT_EQ(median_lower_bound({}), 0);
}

TEST(MedianLowerBound, IsAboveTheMedianAsRarelyAsItSays) {
  Stream random({6, "", "survival", 0});
  int above = 0;
  for (int run = 0; run < 2000; ++run) {
    std::vector<double> lasted;
    for (int i = 0; i < 13; ++i) lasted.push_back(std::min(random.uniform(), 0.6));
    above += median_lower_bound(std::move(lasted)) > 0.5;
  }
  // 378/8192 of it: at most three of 13.
  EXPECT_NEAR(above / 2000.0, 0.046, 0.014);
}

TEST(KaplanMeier, HasBandsThatCoverAboutAsOftenAsTheySay) {
  // Exponential lives, censored at a range's end as images are, and a third of them earlier.
  Stream random({5, "", "survival", 0});
  int covered = 0;
  for (int run = 0; run < 1000; ++run) {
    std::vector<Subject> subjects;
    for (int i = 0; i < 60; ++i) {
      const double life = -std::log(1 - random.uniform());
      const double end = random.uniform() < 0.33 ? random.uniform(0, 1.5) : 1.5;
      subjects.push_back({std::min(life, end), life <= end});
    }
    const SurvivalCurve curve = kaplan_meier(subjects);
    Interval band{1, 1};
    for (const SurvivalStep& step : curve.steps) {
      if (step.strength <= 0.7) band = step.band;
    }
    covered += band.contains(std::exp(-0.7));
  }
  EXPECT_GE(covered, 930);
  EXPECT_LE(covered, 970);
}

}  // namespace
}  // namespace assay::stress
