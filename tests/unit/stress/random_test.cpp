// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <vector>

#include "core/stress/random/stream.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;

// The known answers of the authors' own library (Random123, kat_vectors).
TEST(Philox, GivesTheAuthorsWords) {
  EXPECT_THAT(philox4x32({0, 0, 0, 0}, {0, 0}),
              ElementsAre(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
  EXPECT_THAT(philox4x32({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}),
              ElementsAre(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
  EXPECT_THAT(
      philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
      ElementsAre(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
}

TEST(Stream, DependsOnEachPartOfItsKey) {
  const StreamKey key{7, "a.jpg", "Noise", 0};
  const double first = Stream(key).uniform();

  EXPECT_EQ(Stream(key).uniform(), first);
  EXPECT_NE(Stream({8, "a.jpg", "Noise", 0}).uniform(), first);
  EXPECT_NE(Stream({7, "b.jpg", "Noise", 0}).uniform(), first);
  EXPECT_NE(Stream({7, "a.jpg", "Noise2", 0}).uniform(), first);
  EXPECT_NE(Stream({7, "a.jpg", "Noise", 1}).uniform(), first);
  EXPECT_NE(Stream({7, "a.jpgN", "oise", 0}).uniform(), first);
}

TEST(Stream, BranchesAreIndependentOfWhatWasDrawn) {
  Stream stream({1, "a", "b", 0});
  const double before = stream.branch(3).uniform();
  stream.uniform();

  EXPECT_EQ(stream.branch(3).uniform(), before);
  EXPECT_NE(stream.branch(4).uniform(), before);
  EXPECT_NE(stream.branch(3).branch(0).uniform(), stream.branch(0).branch(3).uniform());
}

TEST(Stream, FillsTheSameBitsWhateverTheLength) {
  std::vector<std::uint16_t> all(1000);
  Stream({1, "a", "b", 0}).fill_bits(all);

  for (const std::size_t length : {1U, 7U, 8U, 63U, 64U, 65U, 200U}) {
    std::vector<std::uint16_t> part(length);
    Stream({1, "a", "b", 0}).fill_bits(part);
    EXPECT_TRUE(std::equal(part.begin(), part.end(), all.begin())) << length;
  }
}

TEST(Stream, HasTheMomentsOfItsDistributions) {
  Stream stream({1, "a", "b", 0});
  constexpr int kCount = 200'000;
  double uniform = 0, normal = 0, squares = 0, poisson = 0, poisson_squares = 0;
  for (int i = 0; i < kCount; ++i) {
    uniform += stream.uniform();
    const double z = stream.normal();
    normal += z;
    squares += z * z;
    const auto k = static_cast<double>(stream.poisson(42.5));
    poisson += k;
    poisson_squares += k * k;
  }

  EXPECT_NEAR(uniform / kCount, 0.5, 0.003);
  EXPECT_NEAR(normal / kCount, 0, 0.01);
  EXPECT_NEAR(squares / kCount, 1, 0.015);
  EXPECT_NEAR(poisson / kCount, 42.5, 0.07);
  EXPECT_NEAR(poisson_squares / kCount - std::pow(poisson / kCount, 2), 42.5, 0.8);
}

TEST(Stream, DrawsEachWholeNumberEquallyOften) {
  Stream stream({1, "a", "b", 0});
  std::map<std::int64_t, int> counts;
  for (int i = 0; i < 60'000; ++i) ++counts[stream.between(-2, 3)];

  ASSERT_EQ(counts.size(), 6U);
  EXPECT_EQ(counts.begin()->first, -2);
  EXPECT_EQ(counts.rbegin()->first, 3);
  for (const auto& [value, count] : counts) EXPECT_NEAR(count, 10'000, 400) << value;
}

TEST(Stream, BulkNormalsAreNormal) {
  std::vector<float> z(400'000);
  Stream({1, "a", "b", 0}).fill_normal(z);
  double sum = 0, squares = 0, fourth = 0;
  int within_one = 0;
  for (const float value : z) {
    sum += value;
    squares += double{value} * value;
    fourth += std::pow(value, 4);
    within_one += std::abs(value) < 1 ? 1 : 0;
  }
  const auto count = static_cast<double>(z.size());

  EXPECT_NEAR(sum / count, 0, 0.007);
  EXPECT_NEAR(squares / count, 1, 0.01);
  EXPECT_NEAR(fourth / count, 3, 0.08);
  EXPECT_NEAR(within_one / count, 0.6827, 0.003);
}

TEST(NormalQuantile, GivesWichurasTestValues) {
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167814, 1e-14);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-14);
  EXPECT_EQ(normal_quantile(0.5), 0);
}

}  // namespace
}  // namespace assay::stress
