// SPDX-License-Identifier: Apache-2.0
#include "core/report/number.hpp"

#include <gtest/gtest.h>

namespace assay::report {
namespace {

TEST(Shown, HasFourDecimals) {
  EXPECT_EQ(shown(0.30341), "0.3034");
  EXPECT_EQ(shown(1.0), "1.0000");
}

TEST(Shown, TellsNothingToFindFromNotDefined) {
  EXPECT_EQ(shown(-1.0), "-1");
  EXPECT_EQ(shown(std::nullopt), "n/a");
}

Gate at_least(double minimum, std::optional<double> value) {
  return {"bbox.AP", minimum, std::nullopt, value, value && *value >= minimum};
}

TEST(ShownValue, HasNoDecimalsForCounts) {
  EXPECT_EQ(shown_value({"datapoints.failed", std::nullopt, 3.0, 12.0, false}), "12");
  EXPECT_EQ(shown_value({"datapoints.failed", std::nullopt, 3.0, std::nullopt, false}), "n/a");
  EXPECT_EQ(shown_value({"regression.mae", std::nullopt, 3.0, 12.0, false}), "12.0000");
}

TEST(ShownValue, HasTheDecimalsThatTheVerdictNeeds) {
  EXPECT_EQ(shown_value(at_least(0.3, 0.29)), "0.2900");
  EXPECT_EQ(shown_value(at_least(0.81397, 0.813962)), "0.81396");
  EXPECT_EQ(shown_value(at_least(0.81397, 0.813969999)), "0.813969999");
  EXPECT_EQ(shown_value(at_least(0.81391, 0.813912)), "0.81391");  // a pass that must not look low
  EXPECT_EQ(shown_value({"bbox.AP", std::nullopt, 0.5, 0.50001, false}), "0.50001");
  EXPECT_EQ(shown_value(at_least(0.3, 0.1 + 0.2)), "0.3000");
  EXPECT_EQ(shown_value(at_least(0.1 + 0.2, 0.3)), "0.3000");
  EXPECT_EQ(shown_value(at_least(2e-20, 1e-20)), "0.0000");
}

TEST(ShownValue, FallsBackOnAllDigits) {
  EXPECT_EQ(shown_value(at_least(1e-20, 2e-20)), "2e-20");
}

TEST(ShownValue, TellsNothingToFindFromNotDefined) {
  EXPECT_EQ(shown_value(at_least(0.5, -1.0)), "-1");
  EXPECT_EQ(shown_value(at_least(0.5, std::nullopt)), "n/a");
}

TEST(ConditionOf, NamesTheBoundsThatThereAre) {
  EXPECT_EQ(condition_of({"bbox.AP", 0.3, std::nullopt, {}, true}), "bbox.AP at least 0.3");
  EXPECT_EQ(condition_of({"datapoints.failed", std::nullopt, 0.0, {}, true}),
            "datapoints.failed at most 0");
  EXPECT_EQ(condition_of({"bbox.AP", 0.3, 0.5, {}, true}), "bbox.AP from 0.3 to 0.5");
}

TEST(ConditionOf, HasTheDigitsThatWereGiven) {
  EXPECT_EQ(condition_of({"bbox.AP", 0.81397, std::nullopt, {}, true}), "bbox.AP at least 0.81397");
  EXPECT_EQ(condition_of({"datapoints.failed", std::nullopt, 0.5, {}, true}),
            "datapoints.failed at most 0.5");
  EXPECT_EQ(condition_of({"datapoints.total", 100000.0, std::nullopt, {}, true}),
            "datapoints.total at least 100000");
}

}  // namespace
}  // namespace assay::report
