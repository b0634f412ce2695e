// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/stress_warnings.hpp"

#include <gmock/gmock.h>

#include "tests/unit/pipeline/stress_outcome.hpp"

namespace assay::pipeline {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// So many images of two numbers: these, image by image.
dataset::Dataset numbers(std::vector<double> values) {
  dataset::Dataset data;
  for (std::size_t i = 0; 2 * i < values.size(); ++i) {
    data.datapoints.push_back({std::to_string(i), static_cast<std::int64_t>(i), {}});
  }
  data.truth = dataset::RegressionTruth{{"age", "height"}, std::move(values)};
  return data;
}

std::vector<std::string> warnings_of(const MadeOutcome& made) {
  return warnings_about(made.outcome(), report::StressResults());
}

TEST(StressWarnings, NameNumbersWhoseTruthDoesNotVary) {
  EXPECT_THAT(warnings_of({"Gamma", numbers({5, 0.1, 6, 0.1, 7, 0.1})}),
              ElementsAre("'height' is the same for all images: how much worse it gets is scored "
                          "in its own unit"));
  EXPECT_THAT(warnings_of({"Gamma", numbers({5, 1, 5, 1})}), testing::SizeIs(2));
  EXPECT_THAT(warnings_of({"Gamma", numbers({5, 1, 6, 2})}), IsEmpty());
}

TEST(StressWarnings, DoNotAskOfTheTruthWhereItIsNotWhatIsRight) {
  MadeOutcome made("Gamma", numbers({5, 1, 5, 1}));
  made.request.rules.oracle = definition::Oracle::baseline;
  EXPECT_THAT(warnings_of(made), IsEmpty());
}

TEST(StressWarnings, DoNotSpeakOfNumbersWhereThereAreNone) {
  dataset::Dataset classes;
  classes.datapoints = {{"a", 0, {}}, {"b", 1, {}}};
  classes.truth = dataset::ClassTruth{{0, 0}};
  EXPECT_THAT(warnings_of({"Gamma", classes}), IsEmpty());
}

}  // namespace
}  // namespace assay::pipeline
