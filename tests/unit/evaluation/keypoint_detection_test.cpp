// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/keypoint_detection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

const std::vector<double> kSigmas = {0.1, 0.1};

/// Images 10 and 20 with an object of two keypoints, (10, 10) and (60, 90), in each.
dataset::Dataset two_images() {
  dataset::Dataset dataset;
  dataset.name = "val";
  dataset.datapoints = {{"a.jpg", 10, "/a.jpg"}, {"b.jpg", 20, "/b.jpg"}};
  dataset.categories = {{1, "person"}};
  dataset::InstanceTruth truth;
  for (const std::int64_t image : {10, 20}) {
    dataset::Annotation annotation{image, image, 1, 0, 0, 80, 100, 4000};
    annotation.labelled_keypoints = 2;
    annotation.keypoint_begin = static_cast<std::uint32_t>(truth.keypoints.size() / 3);
    annotation.keypoint_end = annotation.keypoint_begin + 2;
    for (const double number : {10, 10, 2, 60, 90, 2}) truth.keypoints.push_back(number);
    truth.annotations.push_back(annotation);
  }
  dataset.truth = std::move(truth);
  return dataset;
}

predict::Field keypoints(const std::vector<float>& triples, std::int64_t each = 2) {
  const auto objects = static_cast<std::int64_t>(triples.size()) / (3 * each);
  return array_field("keypoints", predict::DType::f32, {objects, each, 3}, triples);
}

const std::vector<float> kRight = {10, 10, 0.5F, 60, 90, 0.25F};

double value_of(const Summary& summary, const std::string& name) {
  for (const Metric& metric : summary) {
    if (metric.name == name) return metric.value.value_or(-2);
  }
  return -3;
}

TEST(ToKeypoints, TakesTheOnlyClassAndAScoreOfOneWhereNoneAreGiven) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {predicted(1, {keypoints(kRight)})};

  const auto found = to_keypoints(dataset, outcomes, make_class_map({}, dataset), 2);

  EXPECT_THAT(found.detections, ElementsAre(Detection{20, 1, 10, 10, 50, 80, 1}));
  EXPECT_THAT(found.keypoints, ElementsAre(10, 10, 0.5, 60, 90, 0.25));
}

TEST(ToKeypoints, LeavesOutAndCountsClassesThatTheDataSetLacks) {
  const auto dataset = two_images();
  const ClassMap map = make_class_map({{"person", "robot"}, 0, {}}, dataset);
  std::vector<float> two = kRight;
  two.insert(two.end(), {1, 1, 1, 2, 2, 1});
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {keypoints(two), indices("classes", {1, 0}), floats("scores", {0.5F, 0.75F})})};

  const auto found = to_keypoints(dataset, outcomes, map, 2);
  EXPECT_EQ(found.other_classes, 1U);
  EXPECT_THAT(found.detections, ElementsAre(Detection{10, 1, 1, 1, 1, 1, 0.75}));
  EXPECT_THAT(found.keypoints, ElementsAre(1, 1, 1, 2, 2, 1));
}

TEST(EvaluateKeypoints, CountsFailedDatapointsAsEmptyBesideTheEvaluatedOnes) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {predicted(0, {keypoints(kRight)}), failed(1)};
  const auto found = to_keypoints(dataset, outcomes, make_class_map({}, dataset), 2);

  const DetectionResult result = evaluate_keypoints(dataset, outcomes, found, kSigmas, 0);

  EXPECT_EQ(result.evaluated.size(), 10U);
  EXPECT_EQ(value_of(result.evaluated, "AR"), 1);
  EXPECT_EQ(value_of(result.evaluated, "ARm"), 1);
  EXPECT_EQ(value_of(result.failed_as_empty, "AR"), 0.5);
  EXPECT_THAT(result.images, ElementsAre(ImageCounts{10, 1, 0, 0}));
}

TEST(EvaluateKeypoints, NeedsSigmasForOtherKeypointsThanCocos) {
  const auto dataset = two_images();
  try {
    evaluate_keypoints(dataset, {}, {{}, {}, 2, 0}, {}, 0);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_THAT(error.message(), HasSubstr("objects have 2 keypoints, but 17 sigmas are known"));
  }
}

TEST(KeypointsOfObjects, AreCountedAndMustBeAsMany) {
  auto dataset = two_images();
  auto& truth = std::get<dataset::InstanceTruth>(dataset.truth);
  truth.annotations.push_back({});  // an object without any
  EXPECT_EQ(keypoints_of_objects(dataset), 2U);

  truth.annotations[1].keypoint_end -= 1;
  EXPECT_THROW(keypoints_of_objects(dataset), Error);
  truth.annotations.clear();
  EXPECT_THROW(keypoints_of_objects(dataset), Error);
}

struct Faulty {
  std::vector<predict::Field> fields;
  std::string says;
};

class FaultInKeypoints : public testing::TestWithParam<Faulty> {};

TEST_P(FaultInKeypoints, SaysWhatIsWrong) {
  const ClassMap map = make_class_map({}, two_images());
  EXPECT_THAT(fault_in_keypoints({GetParam().fields}, map, 2),
              Optional(HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Fields, FaultInKeypoints,
    testing::Values(
        Faulty{{}, "the field 'keypoints' is missing"},
        Faulty{{keypoints({1, 1, 1, 2, 2, 2, 3, 3, 3}, 3)},
               "has the shape [1, 3, 3]; [N, 2, 3] is wanted"},
        Faulty{{floats("keypoints", {1, 1, 1, 2, 2, 2})}, "has the shape [6]"},
        Faulty{{keypoints({1, 1, 1, 2, std::numeric_limits<float>::quiet_NaN(), 2})},
               "'keypoints' has nan at element 4"},
        Faulty{{keypoints(kRight), floats("scores", {1, 1})}, "1 keypoints but 2 scores"},
        Faulty{{keypoints(kRight), indices("classes", {1})}, "outside 0..0, e.g. 1"},
        Faulty{{keypoints(kRight), indices("classes", {0, 0})}, "2 classes but 1 scores"}));

TEST(FaultInKeypoints, WantsClassesWhereTheModelHasSeveral) {
  auto dataset = two_images();
  dataset.categories.push_back({2, "dog"});
  EXPECT_THAT(fault_in_keypoints({{keypoints(kRight)}}, make_class_map({}, dataset), 2),
              Optional(HasSubstr("the field 'classes' is missing")));
  EXPECT_EQ(fault_in_keypoints({{keypoints({})}}, make_class_map({}, two_images()), 2),
            std::nullopt);
}

}  // namespace
}  // namespace assay::evaluation
