// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/search.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

#include "core/stress/search/covering_array.hpp"
#include "tests/support/landscape.hpp"

namespace assay::stress {
namespace {

const Space kMixed{{0, 0, 2, 5}};

SearchSetting setting_for(const Space& space, std::size_t images, std::uint64_t seed = 1) {
  SearchSetting setting{space, {}, seed, 1000};
  for (std::size_t i = 0; i < images; ++i) setting.images.push_back("image " + std::to_string(i));
  return setting;
}

struct Found {
  std::vector<Proposal> proposals;
  std::size_t failures = 0;
  std::set<std::pair<std::size_t, std::vector<std::uint8_t>>> cells;
  std::set<std::size_t> broken;
};

Found search_in(const Landscape& landscape, std::string_view name, std::size_t budget,
                std::uint64_t seed = 1) {
  const auto search = make_search(name, setting_for(landscape.space, landscape.images, seed));
  Found found;
  while (found.proposals.size() < budget) {
    const auto proposals = search->ask(16);
    std::vector<Verdict> verdicts;
    for (const Proposal& proposal : proposals) {
      verdicts.push_back(verdict_of(landscape, proposal.image, proposal.place));
      found.proposals.push_back(proposal);
      if (!verdicts.back().failed) continue;
      ++found.failures;
      found.cells.insert({proposal.image, cell_of(landscape.space, proposal.place)});
      found.broken.insert(proposal.image);
    }
    search->tell(proposals, verdicts);
  }
  return found;
}

/// Best where x is 0.3, y is 0.8, the switch is on and the last is its fourth value.
Landscape peak() {
  return {"peak", kMixed, 2, [](std::size_t, const Place& place) {
            const double dx = place[0] - 0.3;
            const double dy = place[1] - 0.8;
            const double other = std::abs(place[3] - 0.7) + (place[2] > 0.5 ? 0 : 0.3);
            return 1 - dx * dx - dy * dy - other;
          }};
}

class EverySearch : public testing::TestWithParam<std::string_view> {};

TEST_P(EverySearch, StaysInTheSpaceAndGivesTheMiddleOfDiscreteValues) {
  for (const Proposal& proposal : search_in(peak(), GetParam(), 400).proposals) {
    ASSERT_LT(proposal.image, 2U);
    ASSERT_EQ(proposal.place.size(), 4U);
    for (const double at : proposal.place) ASSERT_TRUE(at >= 0 && at <= 1) << at;
    ASSERT_TRUE(proposal.place[2] == 0.25 || proposal.place[2] == 0.75);
    ASSERT_NEAR(std::fmod(proposal.place[3] * 5, 1), 0.5, 1e-9);
  }
}

TEST_P(EverySearch, RepeatsItselfForTheSameSeedAlone) {
  const auto places = [&](std::uint64_t seed) {
    std::vector<Place> all;
    for (const Proposal& one : search_in(peak(), GetParam(), 200, seed).proposals) {
      all.push_back(one.place);
    }
    return all;
  };
  EXPECT_EQ(places(3), places(3));
  EXPECT_NE(places(3), places(4));
}

TEST_P(EverySearch, LeavesNoImageOut) {
  std::set<std::size_t> images;
  for (const Proposal& proposal : search_in(corners(1, 9), GetParam(), 160).proposals) {
    images.insert(proposal.image);
  }
  EXPECT_EQ(images.size(), 9U);
}

TEST_P(EverySearch, WorksWithoutAxes) {
  const Landscape nothing{"nothing", {}, 3, [](std::size_t, const Place&) { return 0.0; }};
  EXPECT_EQ(search_in(nothing, GetParam(), 32).proposals.size(), 32U);
}

TEST_P(EverySearch, WorksWithManyAxes) {
  const Landscape many{
      "many", {std::vector<std::size_t>(40, 0)}, 2, [](std::size_t, const Place& place) {
        return place[0] * place[1];
      }};
  EXPECT_EQ(search_in(many, GetParam(), 160).proposals.size(), 160U);
}

INSTANTIATE_TEST_SUITE_P(All, EverySearch, testing::ValuesIn(search_names()),
                         [](const auto& parameter) {
                           std::string name(parameter.param);
                           std::erase(name, '-');
                           return name;
                         });

TEST(GuidedSearches, ComeNearThePeak) {
  for (const std::string_view name : {"cma-es", "tpe", "cross-entropy", "portfolio"}) {
    double best = -10;
    const Landscape landscape = peak();
    for (const Proposal& one : search_in(landscape, name, 500).proposals) {
      best = std::max(best, landscape.value(one.image, one.place));
    }
    EXPECT_GT(best, 0.98) << name;
  }
}

/// Of five seeds, 20 images with 100 predictions each.
void expect_many_times_what_repulsing_finds(Landscape (*make)(std::uint64_t, std::size_t)) {
  double portfolio = 0, repulsing = 0, portfolio_broken = 0, repulsing_broken = 0;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Found ours = search_in(make(seed, 20), "portfolio", 2000, seed);
    const Found theirs = search_in(make(seed, 20), "repulsing", 2000, seed);
    portfolio += static_cast<double>(ours.cells.size());
    repulsing += static_cast<double>(theirs.cells.size());
    portfolio_broken += static_cast<double>(ours.broken.size());
    repulsing_broken += static_cast<double>(theirs.broken.size());
  }
  EXPECT_GT(portfolio, 10 * repulsing);
  EXPECT_GT(portfolio_broken, repulsing_broken);
}

TEST(Portfolio, FindsManyTimesWhatRepulsingHillClimbingFindsInCorners) {
  expect_many_times_what_repulsing_finds(corners);
}

TEST(Portfolio, FindsManyTimesWhatRepulsingHillClimbingFindsOnSlopes) {
  expect_many_times_what_repulsing_finds(slopes);
}

// scipy's qmc.Sobol(6, scramble=False).
TEST(SobolSearch, IsSobolsSequenceWithShiftedDigits) {
  const auto search = make_sobol_search({std::vector<std::size_t>(6, 0)}, Stream({1, "", "", 0}));
  const std::vector<std::vector<double>> expected{{0, 0, 0, 0, 0, 0},
                                                  {.5, .5, .5, .5, .5, .5},
                                                  {.75, .25, .25, .25, .75, .75},
                                                  {.25, .75, .75, .75, .25, .25},
                                                  {.375, .375, .625, .875, .375, .125},
                                                  {.875, .875, .125, .375, .875, .625},
                                                  {.625, .125, .875, .625, .625, .875},
                                                  {.125, .625, .375, .125, .125, .375}};
  const auto digits = [](double at) { return static_cast<std::uint32_t>(at * 0x1p32); };
  std::vector<std::uint32_t> shift;
  for (const auto& row : expected) {
    const Place place = search->ask();
    for (std::size_t d = 0; d < 6; ++d) {
      if (shift.size() < 6) shift.push_back(digits(place[d]));
      EXPECT_EQ(digits(place[d]) ^ shift[d], digits(row[d]));
    }
  }
}

TEST(CoveringArray, HasEveryChoiceInFewRows) {
  const std::vector<std::size_t> switches(8, 2);
  const auto triples = covering_array(switches, 3, Stream({1, "", "", 0}));
  EXPECT_LE(triples.size(), 20U);
  const TWayCoverage coverage = t_way_coverage(switches, 3, triples);
  EXPECT_EQ(coverage.total, 56U * 8);
  EXPECT_EQ(coverage.covered, coverage.total);

  const std::vector<std::size_t> mixed{3, 2, 5, 3, 1};
  const auto pairs = covering_array(mixed, 2, Stream({1, "", "", 0}));
  EXPECT_GE(pairs.size(), 15U);
  EXPECT_LE(pairs.size(), 20U);
  EXPECT_EQ(t_way_coverage(mixed, 2, pairs).covered, t_way_coverage(mixed, 2, pairs).total);
}

TEST(TWayCoverage, CountsWhatCame) {
  EXPECT_EQ(t_way_coverage({2, 2, 2}, 2, {{0, 0, 0}}).covered, 3U);
  EXPECT_EQ(t_way_coverage({2, 2, 2}, 2, {{0, 0, 0}}).total, 12U);
  EXPECT_EQ(t_way_coverage({2}, 2, {{1}}).total, 2U);  // of fewer factors, all of them
}

TEST(Cells, AreThreeAlongAnAxisOrItsValues) {
  EXPECT_EQ(cell_of(kMixed, {0.1, 0.5, 0.75, 0.9}), (std::vector<std::uint8_t>{0, 1, 1, 2}));
  EXPECT_EQ(cells_along(kMixed, 2), 2U);
  EXPECT_EQ(cells_along(kMixed, 3), 3U);
}

}  // namespace
}  // namespace assay::stress
