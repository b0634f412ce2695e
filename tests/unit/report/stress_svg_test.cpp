// SPDX-License-Identifier: Apache-2.0
// What the page of a stress run draws: bars, steps and maps.
#include <gmock/gmock.h>

#include "core/report/effect_svg.hpp"
#include "core/report/pair_map_svg.hpp"
#include "core/report/survival_svg.hpp"
#include "tests/unit/report/stress_sample.hpp"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(EffectSvg, DrawsBothPartsAndTheInterval) {
  // 232 pixels from 4 on.
  const std::string svg = effect_svg({"a.x", "", 0.25, 0.5, std::nullopt, Range{0.25, 0.75}, {}});
  EXPECT_THAT(svg, HasSubstr("class=\"total\" x=\"4.0\" y=\"3\" width=\"116.0\""));
  EXPECT_THAT(svg, HasSubstr("class=\"first\" x=\"4.0\" y=\"3\" width=\"58.0\""));
  EXPECT_THAT(svg, HasSubstr("M62.0 9H178.0"));
}

TEST(EffectSvg, NeverShowsMoreAloneThanWithOthers) {
  EXPECT_THAT(effect_svg({"a.x", "", 0.9, 0.5, std::nullopt, Range{0, 1}, {}}),
              HasSubstr("class=\"first\" x=\"4.0\" y=\"3\" width=\"116.0\""));
}

TEST(EffectSvg, IsEmptyWithoutAttribution) {
  EXPECT_THAT(effect_svg({"a.x", "", std::nullopt, std::nullopt, std::nullopt, std::nullopt, {}}),
              IsEmpty());
}

TEST(SurvivalSvg, GoesDownInStepsToTheEndOfTheRange) {
  // 284 pixels for 2 stops from 44 on; 136 for all images, from 8 on.
  const std::string svg = survival_svg(test::stress_boundary());
  EXPECT_THAT(svg, HasSubstr("class=\"curve c0\" d=\"M44.0 8.0H72.4V35.2H100.8V89.6H328.0\""));
  EXPECT_THAT(svg, HasSubstr("change (stops)"));
}

TEST(SurvivalSvg, HasTheBandOfEachStep) {
  const std::string svg = survival_svg(test::stress_boundary());
  EXPECT_THAT(svg, HasSubstr("class=\"band\" d=\"M72.4 76.0H100.8V21.6H72.4Z"
                             "M100.8 130.4H328.0V48.8H100.8Z\""));
  StressBoundary without = test::stress_boundary();
  without.bands.clear();
  EXPECT_THAT(survival_svg(without), Not(HasSubstr("class=\"band\"")));
}

TEST(SurvivalSvg, LeavesAnIntervalOpenWhoseEndIsNotKnown) {
  StressBoundary boundary = test::stress_boundary();
  EXPECT_THAT(survival_svg(boundary), HasSubstr("M72.4 76.0H328.0M72.4 72.0v8\"/><circle"));
  boundary.high = 1;
  EXPECT_THAT(survival_svg(boundary), HasSubstr("M72.4 76.0H186.0M72.4 72.0v8\"/>"
                                                "<path class=\"whisker\" d=\"M186.0 72.0v8\"/>"));
  boundary.median.reset();
  boundary.low.reset();
  EXPECT_THAT(survival_svg(boundary), Not(HasSubstr("class=\"whisker\"")));
}

TEST(SurvivalSvg, IsALineWhereNoneFailed) {
  StressBoundary boundary;
  boundary.range = 0;  // of a side that is but a point, too
  EXPECT_THAT(survival_svg(boundary), HasSubstr("d=\"M44.0 8.0H328.0\""));
}

TEST(PairMapSvg, ColoursCellsByTheirShareOfFailures) {
  const std::string svg = pair_map_svg(test::stress_map());
  EXPECT_THAT(svg, HasSubstr("<title>light.stops in -3 to -1, pose.flip in true: 1 of 4 trials "
                             "failed</title>"));
  EXPECT_THAT(svg, HasSubstr("fill-opacity=\"0.25\""));
  EXPECT_THAT(svg, HasSubstr(">25 %</text>"));
  EXPECT_THAT(svg, HasSubstr("fill-opacity=\"1.00\""));
  EXPECT_THAT(svg, HasSubstr("fill-opacity=\"0.00\""));
}

TEST(PairMapSvg, HatchesWhatNobodyTried) {
  const std::string svg = pair_map_svg(test::stress_map());
  const auto untested = svg.find(
      "light.stops in -1 to 0, pose.flip in false: not tested</title><rect "
      "class=\"untested\"");
  ASSERT_NE(untested, std::string::npos);
  EXPECT_NE(svg.find("class=\"hatch\"", untested), std::string::npos);
  EXPECT_EQ(svg.find("class=\"hatch\""), svg.rfind("class=\"hatch\""));
}

TEST(PairMapSvg, ShortensLongValuesAndKeepsThemWhole) {
  StressPairMap map = test::stress_map();
  map.first_cells[0] = "a value <of> very many letters";
  const std::string svg = pair_map_svg(map);
  EXPECT_THAT(svg, HasSubstr("<title>a value &lt;of&gt; very many letters</title>a value "
                             "&lt;of&gt; ve...</text>"));
}

}  // namespace
}  // namespace assay::report
