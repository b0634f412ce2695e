// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/poisson.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace assay::stress {
namespace {

/// Of all 2^16 draws with mean `mean`.
struct Moments {
  double mean = 0;
  double variance = 0;
  double skewness = 0;
};

Moments moments_of(double mean) {
  PoissonTable::Means means{};
  means[7] = mean;
  const PoissonTable table(means);
  double sums[3] = {0, 0, 0};
  for (int bits = 0; bits < 65536; ++bits) {
    const double d = table.draw(7, static_cast<std::uint16_t>(bits)) - mean;
    sums[0] += d / 65536;
    sums[1] += d * d / 65536;
    sums[2] += d * d * d / 65536;
  }
  return {mean + sums[0], sums[1] - sums[0] * sums[0], sums[2] / std::pow(sums[1], 1.5)};
}

TEST(PoissonTable, HasPoissonsMoments) {
  for (const double mean : {0.02, 0.7, 5.0, 30.0, 60.0, 61.0, 400.0, 1e6}) {
    const Moments moments = moments_of(mean);
    EXPECT_NEAR(moments.mean, mean, 0.002 * std::sqrt(mean) + 0.01 * (mean > 60)) << mean;
    EXPECT_NEAR(moments.variance, mean, 0.01 * mean) << mean;
    EXPECT_NEAR(moments.skewness, 1 / std::sqrt(mean), 0.03 / std::sqrt(mean) + 0.01) << mean;
  }
}

TEST(PoissonTable, HasPoissonsProbabilities) {
  PoissonTable::Means means{};
  means[200] = 3;
  const PoissonTable table(means);
  std::array<int, 6> counts{};
  for (int bits = 0; bits < 65536; ++bits) {
    const auto k = static_cast<std::size_t>(table.draw(200, static_cast<std::uint16_t>(bits)));
    if (k < counts.size()) ++counts[k];
  }
  double p = std::exp(-3);
  for (std::size_t k = 0; k < counts.size(); ++k) {
    EXPECT_NEAR(counts[k], p * 65536, 1) << k;
    p *= 3 / static_cast<double>(k + 1);
  }
}

TEST(PoissonTable, GrowsWithItsBitsAndWithTheMean) {
  PoissonTable::Means means{};
  for (std::size_t v = 0; v < means.size(); ++v) means[v] = static_cast<double>(v) / 3;
  const PoissonTable table(means);
  for (int bits = 0; bits < 65536; bits += 77) {
    for (int v = 0; v + 1 < 256; v += 5) {
      const auto level = static_cast<std::uint8_t>(v);
      const auto now = table.draw(level, static_cast<std::uint16_t>(bits));
      ASSERT_LE(now,
                table.draw(static_cast<std::uint8_t>(v + 1), static_cast<std::uint16_t>(bits)) + 1);
      if (bits > 0) {
        ASSERT_GE(now, table.draw(level, static_cast<std::uint16_t>(bits - 1)));
      }
    }
  }
}

TEST(PoissonTable, DrawsNothingOfNothing) {
  const PoissonTable table(PoissonTable::Means{});
  EXPECT_EQ(table.draw(0, 0), 0);
  EXPECT_EQ(table.draw(255, 65535), 0);
}

TEST(PoissonQuantiles, HaveMeanAndVariance) {
  for (const double mean : {0.0, 0.2, 3.0, 80.0, 499.0, 501.0, 9000.0}) {
    std::vector<float> table(65536);
    fill_poisson_quantiles(mean, table);
    double sum = 0;
    double squares = 0;
    for (const double k : table) {
      sum += k;
      squares += k * k;
    }
    EXPECT_NEAR(sum / 65536, mean, 0.001 * std::sqrt(mean)) << mean;
    EXPECT_NEAR(squares / 65536 - std::pow(sum / 65536, 2), mean, 0.003 * mean) << mean;
    EXPECT_TRUE(std::is_sorted(table.begin(), table.end()));
  }
}

TEST(PoissonQuantiles, AreThoseOfTheDistribution) {
  std::vector<float> table(4096);
  fill_poisson_quantiles(2, table);
  double probability = std::exp(-2.0);
  for (int k = 0; k < 6; ++k) {
    const auto count = std::count(table.begin(), table.end(), static_cast<float>(k));
    EXPECT_NEAR(static_cast<double>(count) / 4096, probability, 1.0 / 4096) << k;
    probability *= 2.0 / (k + 1);
  }
}

}  // namespace
}  // namespace assay::stress
