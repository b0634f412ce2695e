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

TEST(Shown, HasNoDecimalsForCounts) {
  EXPECT_EQ(shown(12.0, "datapoints.failed"), "12");
  EXPECT_EQ(shown(12.0, "regression.mae"), "12.0000");
  EXPECT_EQ(shown(std::nullopt, "datapoints.failed"), "n/a");
}

TEST(ConditionOf, NamesTheBoundsThatThereAre) {
  EXPECT_EQ(condition_of({"bbox.AP", 0.3, std::nullopt, {}, true}), "bbox.AP at least 0.3000");
  EXPECT_EQ(condition_of({"datapoints.failed", std::nullopt, 0.0, {}, true}),
            "datapoints.failed at most 0");
  EXPECT_EQ(condition_of({"bbox.AP", 0.3, 0.5, {}, true}), "bbox.AP from 0.3000 to 0.5000");
}

}  // namespace
}  // namespace assay::report
