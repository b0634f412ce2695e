// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/object_detection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using predict::Prediction;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

/// Images 10 and 20 with a square of category 3 in each; category 7 has nothing.
dataset::Dataset two_images() {
  dataset::Dataset dataset;
  dataset.datapoints = {{"a.jpg", 10, "/a.jpg"}, {"b.jpg", 20, "/b.jpg"}};
  dataset.categories = {{7, "dog"}, {3, "cat"}};
  dataset.truth = dataset::InstanceTruth{
      {{1, 10, 3, 0, 0, 10, 10, 100, false}, {2, 20, 3, 0, 0, 10, 10, 100, false}}};
  return dataset;
}

const std::vector<float> kSquare = {0, 0, 10, 10};

double value_of(const Summary& summary, const std::string& name) {
  for (const Metric& metric : summary) {
    if (metric.name == name) return metric.value.value_or(-2);
  }
  return -3;
}

TEST(ToDetections, GivesCornersAsSizesAndIndicesAsCategories) {
  const auto dataset = two_images();
  const ClassMap map = make_class_map({}, dataset);
  const std::vector<predict::Outcome> outcomes = {
      predicted(1, {boxes({1.5F, 2, 4, 8, 0, 0, 1, 1}), indices("classes", {0, 1}),
                    floats("scores", {0.5F, 0.25F})})};

  const BoxPredictions result = to_detections(dataset, outcomes, map);

  EXPECT_THAT(result.detections, ElementsAre(Detection{20, 3, 1.5, 2, 2.5, 6, 0.5},
                                             Detection{20, 7, 0, 0, 1, 1, 0.25}));
  EXPECT_EQ(result.other_classes, 0U);
}

TEST(ToDetections, LeavesOutAndCountsClassesThatTheDataSetLacks) {
  const auto dataset = two_images();
  const ClassMap map = make_class_map({{"cat", "unicorn"}, 0, {}}, dataset);
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {boxes({0, 0, 1, 1, 0, 0, 2, 2}), indices("classes", {1, 0}),
                    floats("scores", {0.5F, 0.25F})}),
      predicted(1, {boxes(kSquare), texts("labels", {"horse"}), floats("scores", {0.5F})})};

  const BoxPredictions result = to_detections(dataset, outcomes, map);

  EXPECT_THAT(result.detections, ElementsAre(Detection{10, 3, 0, 0, 2, 2, 0.25}));
  EXPECT_EQ(result.other_classes, 2U);
}

TEST(ToDetections, TakesNamesInPlaceOfIndices) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {boxes(kSquare), texts("classes", {"Dog"}), floats("scores", {1})})};

  const auto result = to_detections(dataset, outcomes, make_class_map({}, dataset));

  EXPECT_THAT(result.detections, ElementsAre(Detection{10, 7, 0, 0, 10, 10, 1}));
}

TEST(FaultInBoxes, IsSilentOnAPredictionOfNothing) {
  const ClassMap map = make_class_map({}, two_images());
  EXPECT_EQ(fault_in_boxes({{boxes({}), indices("classes", {}), floats("scores", {})}}, map),
            std::nullopt);
}

struct Faulty {
  std::vector<predict::Field> fields;
  std::string says;
};

class FaultInBoxes : public testing::TestWithParam<Faulty> {};

TEST_P(FaultInBoxes, SaysWhatIsWrong) {
  const ClassMap map = make_class_map({}, two_images());
  EXPECT_THAT(fault_in_boxes({GetParam().fields}, map), Optional(HasSubstr(GetParam().says)));
}

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

INSTANTIATE_TEST_SUITE_P(
    Fields, FaultInBoxes,
    testing::Values(
        Faulty{{boxes(kSquare), indices("classes", {2}), floats("scores", {1})},
               "1 of 1 classes are outside 0..1, e.g. 2"},
        Faulty{{boxes(kSquare), indices("classes", {-1}), floats("scores", {1})}, "e.g. -1"},
        Faulty{{boxes(kSquare), indices("classes", {0, 0}), floats("scores", {1})},
               "2 classes but 1 scores"},
        Faulty{{boxes(kSquare), indices("classes", {}), floats("scores", {})},
               "1 boxes but 0 scores"},
        Faulty{{boxes(kSquare), indices("classes", {0})}, "the field 'scores' is missing"},
        Faulty{{boxes(kSquare), floats("scores", {1})}, "the field 'classes' is missing"},
        Faulty{{indices("classes", {0}), floats("scores", {1})}, "the field 'boxes' is missing"},
        Faulty{{boxes({0, 0, kNan, 1}), indices("classes", {0}), floats("scores", {1})},
               "'boxes' has nan at element 2"},
        Faulty{{boxes({5, 0, 4, 1}), indices("classes", {0}), floats("scores", {1})},
               "box 0 is (5, 0, 4, 1)"},
        Faulty{{floats("boxes", kSquare), indices("classes", {0}), floats("scores", {1})},
               "'boxes' has the shape [4]"},
        Faulty{{boxes(kSquare), floats("classes", {0}), floats("scores", {1})},
               "'classes' has the type f32; i64 is wanted"}));

TEST(ToDetections, NamesTheDatapointOfAFaultyPrediction) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {predicted(1, {})};
  try {
    to_detections(dataset, outcomes, make_class_map({}, dataset));
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("prediction of b.jpg: the field 'boxes' is missing"));
  }
}

TEST(EvaluateDetection, CountsFailedDatapointsAsEmptyBesideTheEvaluatedOnes) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {boxes(kSquare), indices("classes", {0}), floats("scores", {1})}), failed(1)};
  const auto found = to_detections(dataset, outcomes, make_class_map({}, dataset));

  const DetectionResult result = evaluate_detection(dataset, outcomes, found.detections, 0);

  EXPECT_NEAR(value_of(result.evaluated, "AP"), 1, 1e-12);
  EXPECT_EQ(value_of(result.evaluated, "AR100"), 1);
  EXPECT_NEAR(value_of(result.failed_as_empty, "AP"), 51.0 / 101, 1e-12);
  EXPECT_EQ(value_of(result.failed_as_empty, "AR100"), 0.5);
  EXPECT_THAT(result.images, ElementsAre(ImageCounts{10, 1, 0, 0}));
  EXPECT_THAT(result.arrays.category_ids, ElementsAre(3, 7));
  EXPECT_EQ(result.precision_per_category.at(1), -1);
}

TEST(EvaluateDetection, LeavesOutDatapointsThatWereNotToBePredicted) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {boxes(kSquare), indices("classes", {0}), floats("scores", {1})})};
  const auto found = to_detections(dataset, outcomes, make_class_map({}, dataset));

  const DetectionResult result = evaluate_detection(dataset, outcomes, found.detections, 0);

  EXPECT_EQ(value_of(result.failed_as_empty, "AR100"), 1);
}

}  // namespace
}  // namespace assay::evaluation
