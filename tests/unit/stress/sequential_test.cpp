// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/sequential.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

struct Runs {
  double passed = 0, failed = 0;  // parts
  double trials = 0;              // mean
};

/// Tests of a model that fails with probability p, each of `most` trials unless it is decided.
Runs tests_of(double p, double limit, std::size_t most, int repeats) {
  Stream random({7, "", "sequential", static_cast<std::uint32_t>(p * 1000)});
  Runs runs;
  for (int i = 0; i < repeats; ++i) {
    SequentialTest test(limit);
    while (test.decision() == Decision::go_on && test.trials() < most) {
      test.tell(random.uniform() < p);
    }
    runs.passed += test.decision() == Decision::passes;
    runs.failed += test.decision() == Decision::fails;
    runs.trials += static_cast<double>(test.trials());
  }
  runs.passed /= repeats;
  runs.failed /= repeats;
  runs.trials /= repeats;
  return runs;
}

/// The exact probability that a model at the limit passes within so many trials: of all numbers of
/// failures that leave the test undecided, with their probabilities, one trial after the other.
double false_pass_probability(double limit, std::size_t trials) {
  std::map<std::size_t, std::pair<SequentialTest, double>> undecided;
  undecided.insert({0, {SequentialTest(limit), 1.0}});
  double passed = 0;
  for (std::size_t n = 0; n < trials; ++n) {
    std::map<std::size_t, std::pair<SequentialTest, double>> next;
    for (const auto& [failures, state] : undecided) {
      for (const bool failed : {false, true}) {
        SequentialTest test = state.first;
        const double probability = state.second * (failed ? limit : 1 - limit);
        const Decision decision = test.tell(failed);
        if (decision == Decision::passes) passed += probability;
        if (decision != Decision::go_on) continue;
        next.insert({test.failures(), {test, 0.0}}).first->second.second += probability;
      }
    }
    undecided = std::move(next);
  }
  return passed;
}

TEST(SequentialTest, PassesAModelAtTheLimitNoOftenerThanItMay) {
  for (const double limit : {0.01, 0.05, 0.2}) {
    const double probability = false_pass_probability(limit, 1000);
    EXPECT_LE(probability, 0.05) << limit;
    EXPECT_GE(probability, 0.02) << limit;  // and is not more careful than it need be
  }
}

TEST(SequentialTest, PassesAModelAtTheLimitNoOftenerInTwoThousandSimulatedRuns) {
  double passed = 0;
  for (const double limit : {0.01, 0.05, 0.1, 0.2}) {
    const Runs runs = tests_of(limit, limit, 2000, 2000);
    passed += runs.passed / 4;
    EXPECT_LE(runs.passed, 0.05 + 3 * 0.0049) << limit;  // chance, of 2000 runs
    EXPECT_LE(runs.failed, 0.05) << limit;
  }
  EXPECT_LE(passed, 0.05);
}

TEST(SequentialTest, DecidesSoonWhereTheModelIsFarFromTheLimit) {
  const Runs good = tests_of(0.005, 0.1, 5000, 300);
  const Runs bad = tests_of(0.4, 0.1, 5000, 300);

  EXPECT_GE(good.passed, 0.99);
  EXPECT_LT(good.trials, 70);
  EXPECT_GE(bad.failed, 0.99);
  EXPECT_LT(bad.trials, 25);
}

TEST(SequentialTest, DecidesInTheEndWhereTheModelIsNearTheLimit) {
  EXPECT_GE(tests_of(0.07, 0.1, 20000, 100).passed, 0.95);
  EXPECT_GE(tests_of(0.13, 0.1, 20000, 100).failed, 0.95);
}

TEST(SequentialTest, RemainsDecided) {
  SequentialTest test(0.1);
  while (test.decision() == Decision::go_on) test.tell(false);
  EXPECT_EQ(test.decision(), Decision::passes);

  for (int i = 0; i < 1000; ++i) test.tell(true);
  EXPECT_EQ(test.decision(), Decision::passes);
  EXPECT_EQ(test.failures(), 1000U);
}

TEST(SequentialTest, NeedsMoreForLessRisk) {
  SequentialTest bold(0.05, {0.2, 0.05}), careful(0.05, {0.001, 0.05});
  std::size_t passes = 0;
  while (bold.tell(false) == Decision::go_on) ++passes;
  EXPECT_LT(passes, 60U);
  while (careful.tell(false) == Decision::go_on) ++passes;
  EXPECT_GT(careful.trials(), 2 * bold.trials());
}

TEST(SequentialUpperBound, IsTheLimitAtWhichTheTestPasses) {
  constexpr std::size_t kTrials = 50;
  const double bound = sequential_upper_bound(0, kTrials);
  const auto decision = [](double limit) {
    SequentialTest test(limit);
    for (std::size_t i = 0; i < kTrials; ++i) test.tell(false);
    return test.decision();
  };
  EXPECT_EQ(decision(bound + 1e-6), Decision::passes);
  EXPECT_EQ(decision(bound - 1e-6), Decision::go_on);
  EXPECT_EQ(sequential_upper_bound(5, 5), 1);
  EXPECT_EQ(sequential_upper_bound(0, 0), 1);
}

TEST(SequentialUpperBound, IsBelowTheTruthAtAnyTimeAsRarelyAsItSays) {
  constexpr double kTruth = 0.2;
  Stream random({11, "", "sequential", 0});
  int below = 0;
  for (int run = 0; run < 500; ++run) {
    std::size_t failures = 0;
    bool ever = false;
    for (std::size_t n = 1; n <= 200 && !ever; ++n) {
      failures += random.uniform() < kTruth ? 1U : 0U;
      if (static_cast<double>(failures) < kTruth * static_cast<double>(n)) {
        ever = sequential_upper_bound(failures, n) < kTruth;
      }
    }
    below += ever;
  }
  EXPECT_LE(below, 25 + 15);  // one of twenty, and what chance may add
}

TEST(ConfidenceSequence, ContainsTheTruthAtAllTimesAtOnce) {
  Stream random({3, "", "sequence", 0});
  for (const double p : {0.03, 0.3}) {
    int always = 0;
    for (int run = 0; run < 400; ++run) {
      std::size_t failures = 0;
      bool contained = true;
      for (std::size_t n = 1; n <= 200 && contained; ++n) {
        failures += random.uniform() < p;
        contained = confidence_sequence(failures, n).contains(p);
      }
      always += contained;
    }
    EXPECT_GE(always, 380) << p;
  }
}

TEST(ConfidenceSequence, NarrowsToTheRate) {
  EXPECT_EQ(confidence_sequence(0, 0), (Interval{0, 1}));
  EXPECT_EQ(confidence_sequence(0, 50).low, 0);
  EXPECT_EQ(confidence_sequence(50, 50).high, 1);
  const Interval interval = confidence_sequence(10000, 100000);
  EXPECT_NEAR(interval.low, 0.1, 0.005);
  EXPECT_NEAR(interval.high, 0.1, 0.005);
  EXPECT_TRUE(interval.contains(0.1));
}

}  // namespace
}  // namespace assay::stress
