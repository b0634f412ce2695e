// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/coco_summary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/unit/evaluation/scene.hpp"

namespace assay::evaluation {
namespace {

constexpr Box kSquare{0, 0, 10, 10};

std::optional<double> value_of(const Summary& summary, const std::string& name) {
  for (const Metric& metric : summary) {
    if (metric.name == name) return metric.value;
  }
  ADD_FAILURE() << "there is no " << name;
  return std::nullopt;
}

Summary summary_of(const Scene& scene) {
  return summarise(scene.evaluate(), scene.parameters);
}

Scene found_first_and_missed_second() {
  Scene scene;
  scene.object(kSquare);
  scene.object({50, 50, 10, 10});
  scene.detect(kSquare, 0.9);
  return scene;
}

TEST(Summarise, NamesCocosNumbersInOrder) {
  std::vector<std::string> names;
  for (const Metric& metric : summary_of(found_first_and_missed_second())) {
    names.push_back(metric.name);
  }
  EXPECT_EQ(names, (std::vector<std::string>{"AP", "AP50", "AP75", "APs", "APm", "APl", "AR1",
                                             "AR10", "AR100", "ARs", "ARm", "ARl"}));
}

TEST(Summarise, AveragesOverRecallsAndKeepsMinusOne) {
  const Summary summary = summary_of(found_first_and_missed_second());

  EXPECT_NEAR(*value_of(summary, "AP"), 51.0 / 101, 1e-12);  // recalls 0 to 0.50
  EXPECT_EQ(value_of(summary, "AR1"), 0.5);
  EXPECT_EQ(value_of(summary, "APl"), -1.0);
  EXPECT_EQ(value_of(summary, "ARl"), -1.0);
}

TEST(Summarise, TakesApAtOneHundredDetectionsOnly) {
  Scene scene = found_first_and_missed_second();
  scene.parameters.max_detections = {1, 10, 50};
  const Summary summary = summary_of(scene);

  EXPECT_EQ(value_of(summary, "AP"), -1.0);
  EXPECT_NEAR(*value_of(summary, "AP50"), 51.0 / 101, 1e-12);
}

TEST(Summarise, LeavesUndefinedWhatHasNoNumberOfDetections) {
  Scene scene = found_first_and_missed_second();
  scene.parameters.max_detections = {100};
  const Summary summary = summary_of(scene);

  EXPECT_NEAR(*value_of(summary, "AP"), 51.0 / 101, 1e-12);
  EXPECT_EQ(value_of(summary, "AR1"), 0.5);
  EXPECT_EQ(value_of(summary, "AR10"), std::nullopt);
  EXPECT_EQ(value_of(summary, "AR100"), std::nullopt);
}

TEST(Summarise, FindsSizesByName) {
  Scene scene = found_first_and_missed_second();
  scene.parameters.areas = {{"large", 0, 1e10}, {"all", 0, 1e10}};
  const Summary summary = summary_of(scene);

  EXPECT_EQ(value_of(summary, "ARl"), 0.5);
  EXPECT_EQ(value_of(summary, "ARs"), -1.0);
}

TEST(PrecisionPerCategory, FollowsTheIdsOfTheArrays) {
  Scene scene;
  scene.categories = {8, 2, 5};
  scene.object(kSquare, 1, 8);
  scene.detect(kSquare, 0.9, 1, 8);
  scene.object(kSquare, 1, 5);

  const Arrays arrays = scene.evaluate();
  const std::vector<double> precision = precision_per_category(arrays);
  EXPECT_EQ(arrays.category_ids, (std::vector<std::int64_t>{2, 5, 8}));
  EXPECT_EQ(precision[0], -1);
  EXPECT_EQ(precision[1], 0);
  EXPECT_NEAR(precision[2], 1, 1e-12);
}

TEST(NumpyMean, AddsFewValuesFromTheLeft) {
  const std::vector<double> values = {1e16, 1, 1};
  EXPECT_EQ(numpy_mean(values), ((1e16 + 1) + 1) / 3);
  EXPECT_NE(numpy_mean(values), (1e16 + (1.0 + 1)) / 3);
}

TEST(NumpyMean, KeepsEightRunningSums) {
  std::vector<double> values(16, 1);
  values[0] = 1e16;  // its running sum takes only values[8]; the rest meets it as a whole
  EXPECT_EQ(numpy_mean(values), (((1e16 + 1 + 2) + 4) + 8) / 16);
}

TEST(NumpyMean, AddsBuffersOf8192FromTheLeft) {
  // 2^53 + 1 is no double: ones that come one by one are lost, as a whole buffer they are not.
  std::vector<double> values(std::size_t{8192} * 2, 0);
  values[0] = 0x1p53;
  for (std::size_t i = 8192; i < values.size(); ++i) values[i] = 1;
  EXPECT_EQ(numpy_mean(values), (0x1p53 + 8192) / 16384);

  std::vector<double> lost(std::size_t{8192} + 3, 0);
  lost[0] = 0x1p53;
  lost[8192] = 1;  // a buffer of its own
  EXPECT_EQ(numpy_mean(lost), 0x1p53 / 8195);
}

}  // namespace
}  // namespace assay::evaluation
