// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/pair_maps.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "core/pipeline/stress/search_stage.hpp"
#include "tests/unit/stress/made_domain.hpp"

namespace assay::pipeline {
namespace {

using stress::mixed_domain;
using stress::one_axis;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Fails = std::function<bool(const stress::Place&)>;

report::StressCoverage maps_of(const stress::Domain& domain, std::size_t trials,
                               const Fails& fails) {
  const stress::Space space = space_of(domain);
  stress::CellCoverage coverage(space);
  stress::Stream random({1, "", "maps", 0});
  for (std::size_t i = 0; i < trials; ++i) {
    const stress::Place place = random_place(space, random);
    coverage.tell(place, fails(place));
  }
  report::StressCoverage shown;
  add_pair_maps(domain, coverage, shown);
  return shown;
}

TEST(PairMaps, CountWhatPassedAndFailedInEachCombination) {
  const auto domain =
      stress::made_domain({one_axis("exposure", "Gamma", "name: gamma, type: float, range: [1, 4]"),
                           one_axis("flip", "HorizontalFlip", "name: hflip, type: bool")});
  stress::CellCoverage coverage(space_of(domain));
  coverage.tell({0.1, 0.75}, true);
  coverage.tell({0.2, 0.75}, false);
  coverage.tell({0.9, 0.25}, false);

  report::StressCoverage shown;
  add_pair_maps(domain, coverage, shown);

  ASSERT_THAT(shown.maps, SizeIs(1));
  const report::StressPairMap& map = shown.maps[0];
  EXPECT_EQ(map.first, "exposure.gamma");
  EXPECT_EQ(map.second, "flip.hflip");
  EXPECT_THAT(map.first_cells, ElementsAre("1 to 2", "2 to 3", "3 to 4"));
  EXPECT_THAT(map.second_cells, ElementsAre("false", "true"));
  ASSERT_THAT(map.cells, SizeIs(6));
  EXPECT_EQ(map.cells[1].passed, 1U);  // low gamma, flipped
  EXPECT_EQ(map.cells[1].failed, 1U);
  EXPECT_EQ(map.cells[4].passed, 1U);  // high gamma, not flipped
  EXPECT_EQ(map.cells[0].passed + map.cells[0].failed, 0U);
}

TEST(PairMaps, PutThePairFirstWhoseCellsDifferMost) {
  const auto shown = maps_of(mixed_domain(), 500,
                             [](const auto& place) { return place[3] > 0.7 && place[6] > 0.7; });
  EXPECT_EQ(shown.maps.at(0).first, "turn.affine_rotate");
  EXPECT_EQ(shown.maps.at(0).second, "colour.hue");
}

TEST(PairMaps, KeepTheOrderOfAxesWhereNothingFails) {
  const auto shown = maps_of(mixed_domain(), 50, [](const auto&) { return false; });
  EXPECT_EQ(shown.maps.at(0).second, "jpeg.quality");
  EXPECT_EQ(shown.maps.at(1).second, "flip.hflip");
}

TEST(PairMaps, AreOfTheFirstPairsAlone) {
  const auto shown = maps_of(mixed_domain(), 50, [](const auto&) { return true; });
  EXPECT_EQ(shown.pairs, 28U);
  EXPECT_THAT(shown.maps, SizeIs(kPairMaps));
}

TEST(PairMaps, AreNoneOfASingleAxis) {
  const auto domain = stress::made_domain(
      {one_axis("exposure", "Gamma", "name: gamma, type: float, range: [1, 4]")});
  const auto shown = maps_of(domain, 5, [](const auto&) { return true; });
  EXPECT_THAT(shown.maps, IsEmpty());
  EXPECT_EQ(shown.pairs, 0U);
}

}  // namespace
}  // namespace assay::pipeline
