// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/coverage.hpp"

#include <gmock/gmock.h>

#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

const Space kSpace{{0, 2, 5}};  // 3, 2 and 3 cells

TEST(CellCoverage, TellsPassedFailedAndUntestedApart) {
  CellCoverage coverage(kSpace);
  EXPECT_EQ(coverage.counts(), (CoverageCounts{0, 0, 6 + 9 + 6}));

  coverage.tell({0.1, 0.25, 0.1}, false);
  coverage.tell({0.2, 0.75, 0.1}, true);
  coverage.tell({0.2, 0.75, 0.1}, false);

  ASSERT_EQ(coverage.choices().size(), 3U);
  EXPECT_EQ(coverage.choices()[1], (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(coverage.counts(0), (CoverageCounts{1, 1, 4}));
  EXPECT_EQ(coverage.counts(1), (CoverageCounts{0, 1, 8}));
  EXPECT_EQ(coverage.counts(2), (CoverageCounts{1, 1, 4}));
  EXPECT_EQ(coverage.counts(), (CoverageCounts{2, 3, 16}));
  EXPECT_EQ(coverage.trials(1)[0].passed, 2U);
  EXPECT_EQ(coverage.trials(1)[0].failed, 1U);
}

TEST(CellCoverage, ListsWhatIsUntested) {
  CellCoverage coverage(kSpace);
  coverage.tell({0.1, 0.25, 0.1}, false);
  const auto untested = coverage.untested(2);
  ASSERT_EQ(untested.size(), 2U);
  EXPECT_EQ(untested[0], (CellChoice{{0, 1}, {0, 1}}));
  EXPECT_EQ(untested[1], (CellChoice{{0, 1}, {1, 0}}));
  EXPECT_EQ(coverage.untested(1000).size(), coverage.counts().untested);
  EXPECT_EQ(coverage.untested(1000).back(), (CellChoice{{1, 2}, {1, 2}}));
}

TEST(CellCoverage, IsWholeWhenAllPlacesOfAGridAreTried) {
  for (const std::size_t strength : {1U, 2U, 3U}) {
    CellCoverage coverage(kSpace, strength);
    for (const double a : {0.1, 0.5, 0.9}) {
      for (const double b : {0.25, 0.75}) {
        for (const double c : {0.1, 0.5, 0.9}) coverage.tell({a, b, c}, false);
      }
    }
    EXPECT_TRUE(coverage.untested(9).empty());
    EXPECT_EQ(coverage.counts().passed, strength == 1 ? 8U : strength == 2 ? 21U : 18U);
  }
}

TEST(CombinationCount, IsThatOfAllCombinations) {
  for (const std::size_t strength : {1U, 2U, 3U}) {
    EXPECT_EQ(combination_count(kSpace, strength),
              CellCoverage(kSpace, strength).counts().untested);
  }
  EXPECT_EQ(combination_count(kSpace, 4), 0U);
  EXPECT_EQ(combination_count(Space{std::vector<std::size_t>(40)}, 3), 27 * 9880U);
}

TEST(CellCoverage, IsOfAllAxesWhereThereAreFewer) {
  CellCoverage coverage({{2}}, 2);
  coverage.tell({0.25}, true);
  EXPECT_EQ(coverage.counts(), (CoverageCounts{0, 1, 1}));
  EXPECT_EQ(CellCoverage(Space{}, 2).counts().untested, 1U);
}

TEST(TextOfCell, SaysWhichValues) {
  const Domain domain = mixed_domain();
  EXPECT_EQ(text_of_cell(domain.axes()[0], 0), "0.4 to 1.1");
  EXPECT_EQ(text_of_cell(domain.axes()[2], 1), "true");
  EXPECT_EQ(text_of_cell(domain.axes()[4], 0), "1 to 3");
  EXPECT_EQ(text_of_cell(domain.axes()[5], 2), "0.2, 0.3, 0.4, 0.5");
}

}  // namespace
}  // namespace assay::stress
