// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/domain_coverage.hpp"

#include <gmock/gmock.h>

#include <string>
#include <tuple>

#include "tests/unit/stress/made_domain.hpp"

namespace assay::pipeline {
namespace {

using stress::one_axis;
using testing::ElementsAre;
using testing::SizeIs;

/// So many coins.
stress::Domain coins(std::size_t count) {
  std::vector<std::string> nodes;
  for (std::size_t i = 0; i < count; ++i) {
    nodes.push_back(
        one_axis("flip" + std::to_string(i), "HorizontalFlip", "name: hflip, type: bool"));
  }
  return stress::made_domain(nodes);
}

TEST(DomainCoverage, CountsCellsPairsAndTriples) {
  const auto shown =
      coverage_of(coins(3), {{{0.25, 0.25, 0.25}, false}, {{0.75, 0.25, 0.25}, true}});

  ASSERT_THAT(shown.combinations, SizeIs(3));
  const auto& [cells, pairs, triples] =
      std::tie(shown.combinations[0], shown.combinations[1], shown.combinations[2]);
  EXPECT_EQ(cells.axes, 1U);
  EXPECT_EQ(cells.failed, 3U);  // the trial that failed took cells of the others, too
  EXPECT_EQ(cells.passed, 1U);
  EXPECT_THAT(cells.examples, ElementsAre("flip1.hflip in true", "flip2.hflip in true"));
  EXPECT_EQ(pairs.failed + pairs.passed, 5U);
  EXPECT_EQ(pairs.untested, 7U);
  EXPECT_EQ(triples.failed, 1U);
  EXPECT_EQ(triples.passed, 1U);
  EXPECT_EQ(triples.untested, 6U);
  EXPECT_EQ(triples.examples.front(),
            "flip0.hflip in false and flip1.hflip in false and flip2.hflip in true");
  EXPECT_EQ(shown.pairs, 3U);
}

TEST(DomainCoverage, OfFewAxesHasNoLargerCombinations) {
  EXPECT_THAT(coverage_of(coins(1), {}).combinations, SizeIs(1));
  EXPECT_THAT(coverage_of(coins(2), {}).combinations, SizeIs(2));
  EXPECT_EQ(coverage_of(coins(1), {}).pairs, 0U);
}

TEST(DomainCoverage, OfVeryManyAxesCountsNoTriples) {
  EXPECT_THAT(coverage_of(coins(120), {}).combinations, SizeIs(2));
}

}  // namespace
}  // namespace assay::pipeline
