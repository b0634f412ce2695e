// SPDX-License-Identifier: Apache-2.0
#include "core/report/stress_summary.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/unit/report/stress_sample.hpp"

namespace assay::report {
namespace {

using nlohmann::json;

json stress_of(const StressResults& results) {
  return json::parse(stress_summary_json(results)).at("stress");
}

TEST(StressSummary, HasMapsOfPairsOfAxes) {
  const json coverage = stress_of(test::stress_sample()).at("coverage");
  EXPECT_EQ(coverage.at("pairs_of_axes"), 1);
  EXPECT_EQ(coverage.at("of"), "pairs of cells of two axes");
  EXPECT_EQ(coverage.at("failed"), 2);
  const json pairs = coverage.at("combinations").at(1);
  EXPECT_EQ(pairs.at("axes"), 2);
  EXPECT_EQ(pairs.at("passed"), 1);
  EXPECT_EQ(pairs.at("failed"), 2);
  EXPECT_EQ(pairs.at("untested"), 1);
  EXPECT_EQ(pairs.at("untested_examples"),
            json::array({"light.stops in -1 to 0 and pose.flip in false"}));
  const json map = coverage.at("maps").at(0);
  EXPECT_EQ(map.at("axes"), json::array({"light.stops", "pose.flip"}));
  EXPECT_EQ(map.at("values"), json::parse(R"([["-3 to -1", "-1 to 0"], ["false", "true"]])"));
  EXPECT_EQ(map.at("cells").at(1), json::parse(R"({"passed": 3, "failed": 1})"));
}

TEST(StressSummary, CountsNoPairsWhereThereAreNoAxes) {
  StressResults run = test::stress_sample();
  run.coverage = {};
  const json coverage = stress_of(run).at("coverage");
  EXPECT_EQ(coverage.at("of"), "pairs of cells of two axes");
  EXPECT_EQ(coverage.at("untested"), 0);
  EXPECT_EQ(coverage.at("combinations"), json::array());
}

TEST(StressText, SaysWhatWasTested) {
  EXPECT_THAT(
      stress_text(test::stress_sample()),
      testing::HasSubstr("coverage\n"
                         "  cells of single axes: 2 passed, 1 failed, 1 not tested\n"
                         "  pairs of cells of two axes: 1 passed, 2 failed, 1 not tested\n"));
}

TEST(StressSummary, HasABandForEachPartThatSurvives) {
  const json boundary = stress_of(test::stress_sample()).at("axes").at(1).at("boundary").at(0);
  EXPECT_EQ(boundary.at("surviving"), json::parse("[[0.2, 0.8], [0.4, 0.4]]"));
  EXPECT_EQ(boundary.at("bands"), json::parse("[[0.5, 0.9], [0.1, 0.7]]"));
}

}  // namespace
}  // namespace assay::report
