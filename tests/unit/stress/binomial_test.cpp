// SPDX-License-Identifier: Apache-2.0
#include "core/stress/statistics/binomial.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "core/stress/random/stream.hpp"
#include "core/stress/statistics/incomplete_beta.hpp"

namespace assay::stress {
namespace {

// Expected values of this file: scipy 1.x (special.betainc, special.betaln, stats.beta.ppf; the
// mid-p limits by brentq on stats.binom).

TEST(IncompleteBeta, HasKnownValues) {
  struct Case {
    double a, b, x, expected;
  };
  for (const Case& known : std::vector<Case>{{0.5, 0.5, 0.25, 1.0 / 3},
                                             {2, 3, 0.4, 0.5248},
                                             {10.5, 90.5, 0.1, 0.482050179999522},
                                             {1, 59, 0.05, 0.951505474750577},
                                             {3000, 7000, 0.305, 0.862266068041617},
                                             {1e5, 9e5, 0.1003, 0.841345032177467},
                                             {200, 1, 0.99, 0.133979674857962},
                                             {0.5, 300, 0.001, 0.561345731129909},
                                             {2, 3, 0, 0},
                                             {2, 3, 1, 1}}) {
    EXPECT_NEAR(incomplete_beta(known.a, known.b, known.x), known.expected, 1e-12) << known.a;
  }
}

TEST(IncompleteBeta, IsInverted) {
  for (const double a : {0.5, 1.0, 3.0, 250.0, 40000.0}) {
    for (const double b : {0.5, 2.0, 77.0, 9000.0}) {
      for (const double p : {1e-6, 0.025, 0.5, 0.975}) {
        const double x = incomplete_beta_inverse(a, b, p);
        EXPECT_NEAR(incomplete_beta(a, b, x), p, 1e-10) << a << " " << b;
      }
    }
  }
}

TEST(LogBeta, HasKnownValues) {
  EXPECT_NEAR(log_beta(0.5, 0.5), 1.1447298858494, 1e-13);
  EXPECT_NEAR(log_beta(3, 4), -4.0943445622221, 1e-13);
  EXPECT_NEAR(log_beta(0.5, 1e5), -5.184096539560414, 1e-13);  // as a product of 1e5 factors
  EXPECT_NEAR(log_beta(1e6, 2e6) / -1909548.29096854, 1, 1e-14);
}

TEST(BinomialIntervals, HaveKnownEnds) {
  struct Case {
    std::size_t failures, trials;
    Interval exact, mid_p;
    double lower, upper;
  };
  const std::vector<Case> cases{
      {0, 59, {0, 0.0606089009503}, {0, 0.0495076098882}, 0, 0.0495076098882},
      {3,
       100,
       {0.00622997153831, 0.0851760529743},
       {0.00768658398604, 0.0794545713827},
       0.00822582910765,
       0.0757107937498},
      {50,
       100,
       {0.398321129503, 0.601678870497},
       {0.40269791659, 0.59730208341},
       0.413621714631,
       0.586378285369},
      {100, 100, {0.963783307355, 1}, {0.970486950393, 1}, 0.970486950393, 1},
      {120,
       100000,
       {0.000995016337244, 0.00143473728385},
       {0.00099935687897, 0.00142952467803},
       0.00102576120321,
       0.00139630103362},
      {0, 0, {0, 1}, {0, 1}, 0, 1}};
  for (const auto& [failures, trials, exact, mid_p, lower, upper] : cases) {
    SCOPED_TRACE(trials);
    EXPECT_NEAR(clopper_pearson(failures, trials).low, exact.low, 1e-9);
    EXPECT_NEAR(clopper_pearson(failures, trials).high, exact.high, 1e-9);
    EXPECT_NEAR(mid_p_interval(failures, trials).low, mid_p.low, 1e-9);
    EXPECT_NEAR(mid_p_interval(failures, trials).high, mid_p.high, 1e-9);
    EXPECT_NEAR(lower_bound(failures, trials), lower, 1e-9);
    EXPECT_NEAR(upper_bound(failures, trials), upper, 1e-9);
  }
}

double probability_of(std::size_t k, std::size_t n, double p) {
  const auto failures = static_cast<double>(k), trials = static_cast<double>(n);
  return std::exp(-std::log(trials + 1) - log_beta(failures + 1, trials - failures + 1) +
                  failures * std::log(p) + (trials - failures) * std::log1p(-p));
}

/// How probable it is that an interval contains p, exactly.
double coverage(Interval (*interval)(std::size_t, std::size_t, double), std::size_t n, double p) {
  double covered = 0;
  for (std::size_t k = 0; k <= n; ++k) {
    if (interval(k, n, 0.95).contains(p)) covered += probability_of(k, n, p);
  }
  return covered;
}

TEST(ClopperPearson, CoversAtLeastAsOftenAsItSays) {
  for (const std::size_t n : {7U, 50U, 300U}) {
    for (const double p : {0.003, 0.02, 0.1, 0.31, 0.5, 0.77}) {
      EXPECT_GE(coverage(clopper_pearson, n, p), 0.95) << n << " " << p;
    }
  }
}

TEST(MidPInterval, CoversAboutAsOftenAsItSays) {
  double sum = 0, cases = 0;
  for (const std::size_t n : {50U, 100U, 200U, 500U}) {
    for (const double p : {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5}) {
      const double covered = coverage(mid_p_interval, n, p);
      sum += covered;
      ++cases;
      EXPECT_GE(covered, 0.92) << n << " " << p;  // the discreteness of few failures
      if (static_cast<double>(n) * p < 10) continue;
      EXPECT_GE(covered, 0.93) << n << " " << p;
      EXPECT_LE(covered, 0.97) << n << " " << p;
    }
  }
  EXPECT_NEAR(sum / cases, 0.955, 0.01);
}

std::size_t failures_of(std::size_t trials, double p, Stream& random) {
  std::size_t failures = 0;
  for (std::size_t i = 0; i < trials; ++i) failures += random.uniform() < p;
  return failures;
}

TEST(MidPInterval, CoversInAThousandSimulatedRunsOf95Percent) {
  Stream random({1, "", "mid-p", 0});
  for (const double p : {0.02, 0.05, 0.1, 0.25, 0.5}) {
    double covered = 0;
    for (int run = 0; run < 1000; ++run) {
      covered += mid_p_interval(failures_of(400, p, random), 400).contains(p);
    }
    EXPECT_GE(covered, 930) << p;
    EXPECT_LE(covered, 970) << p;
  }
}

TEST(UpperBound, PassesAModelAtTheLimitNoOftenerThanItMay) {
  for (const double limit : {0.01, 0.05, 0.2}) {
    for (const std::size_t n : {60U, 300U}) {
      double passed = 0;
      for (std::size_t k = 0; k <= n; ++k) {
        if (upper_bound(k, n) < limit) passed += probability_of(k, n, limit);
      }
      EXPECT_LE(passed, 0.05) << n << " " << limit;
    }
  }
  EXPECT_LT(upper_bound(0, 59), 0.05);  // the least number of trials that can pass
  EXPECT_GT(upper_bound(0, 58), 0.05);
}

}  // namespace
}  // namespace assay::stress
