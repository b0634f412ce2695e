// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/keypoint_similarity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.hpp"
#include "core/evaluation/coco_evaluation.hpp"
#include "core/evaluation/coco_summary.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One object with two keypoints and one detection of it.
struct Pose {
  dataset::Annotation object;
  std::vector<double> wanted = {10, 10, 2, 20, 10, 1};
  std::vector<double> found = {10, 10, 1, 20, 10, 1};
  std::vector<double> sigmas = {0.1, 0.2};
  bool use_categories = true;

  Pose() {
    object.image_id = 1;
    object.category_id = 1;
    object.id = 1;
    object.x = 10;
    object.y = 10;
    object.width = 10;
    object.height = 20;
    object.area = 400;
    object.labelled_keypoints = 2;
    object.keypoint_end = 2;
  }

  double similarity() const {
    const std::vector<Detection> detections(1);
    KeypointSimilarity similarity({{}, {}, {&object, 1}, detections},
                                  {wanted, found, sigmas, use_categories});
    const std::vector<std::uint32_t> first = {0};
    std::vector<double> overlaps = {-9};
    similarity.fill({first, first}, 0.5, overlaps);
    return overlaps.front();
  }
};

/// Of one keypoint: sigma as in the paper's kappa / 2.
double gaussian(double distance, double sigma, double area) {
  return std::exp(-distance * distance / (2 * area * 4 * sigma * sigma));
}

TEST(KeypointSimilarity, IsOneForTheSamePlaces) {
  EXPECT_EQ(Pose().similarity(), 1);
}

TEST(KeypointSimilarity, FallsWithTheDistanceInUnitsOfSigmaAndSize) {
  Pose pose;
  pose.found = {13, 14, 0, 20, 10, 0};  // 5 pixels; its own confidence does not matter
  EXPECT_NEAR(pose.similarity(), (gaussian(5, 0.1, 400) + 1) / 2, 1e-15);
  pose.found = {10, 10, 0, 13, 10, 0};
  EXPECT_NEAR(pose.similarity(), (1 + gaussian(7, 0.2, 400)) / 2, 1e-15);
}

TEST(KeypointSimilarity, LeavesOutWhatIsNotLabelled) {
  Pose pose;
  pose.wanted[2] = 0;
  pose.found = {99, 99, 1, 13, 10, 1};
  EXPECT_NEAR(pose.similarity(), gaussian(7, 0.2, 400), 1e-15);
}

TEST(KeypointSimilarity, OfAnObjectWithoutLabelsIsTheNearnessToItsWidenedBox) {
  Pose pose;
  pose.wanted = {0, 0, 0, 0, 0, 0};
  pose.found = {0, 50, 1, 30, -10, 1};  // corners of the box of three times the size
  EXPECT_EQ(pose.similarity(), 1);
  pose.found = {-3, 54, 1, 35, 10, 1};
  EXPECT_NEAR(pose.similarity(), (gaussian(5, 0.1, 400) + gaussian(5, 0.2, 400)) / 2, 1e-15);
}

TEST(KeypointSimilarity, FindsNothingWhenCategoriesAreOne) {
  Pose pose;
  pose.use_categories = false;
  EXPECT_EQ(pose.similarity(), -1);
}

TEST(KeypointSimilarity, IgnoresObjectsByTheFilesNumberOfLabels) {
  Pose pose;
  const KeypointSimilarity similarity({{}, {}, {&pose.object, 1}, {}},
                                      {pose.wanted, {}, pose.sigmas});
  EXPECT_FALSE(similarity.ignores(pose.object));
  pose.object.labelled_keypoints = 0;
  EXPECT_TRUE(similarity.ignores(pose.object));
}

TEST(ChooseSigmas, TakesCocosForSeventeenKeypoints) {
  const auto sigmas = choose_sigmas(17, {}, "");
  EXPECT_EQ(sigmas.front(), 0.26 / 10);
  EXPECT_EQ(sigmas.back(), 0.89 / 10);
  EXPECT_THAT(choose_sigmas(2, std::vector<double>{0.5, 0.25}, ""), ElementsAre(0.5, 0.25));
}

TEST(ChooseSigmas, RefusesAnotherNumberWithTheRemedy) {
  for (const std::vector<double>& given : {std::vector<double>{}, std::vector<double>(3, 0.1)}) {
    try {
      choose_sigmas(14, given, "say --sigmas");
      ADD_FAILURE() << "nothing was thrown";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::dataset);
      EXPECT_THAT(error.message(), HasSubstr("objects have 14 keypoints, but"));
      EXPECT_THAT(error.message(), HasSubstr("say --sigmas"));
    }
  }
}

TEST(SummariseKeypoints, NamesTenNumbersAndNeedsTwentyDetections) {
  const Pose pose;
  const std::vector<Detection> detections = {{1, 1, 10, 10, 10, 0, 0.5}};
  const std::vector<std::int64_t> one = {1};
  const CocoInput input{one, one, {&pose.object, 1}, detections};
  KeypointSimilarity similarity(input, {pose.wanted, pose.found, pose.sigmas});
  Parameters parameters = keypoint_parameters();

  std::string names;
  for (const Metric& metric :
       summarise_keypoints(evaluate_coco(input, similarity, parameters), parameters)) {
    names += metric.name + " ";
    const bool sized = metric.name.ends_with("m") || metric.name.ends_with("l");
    EXPECT_NEAR(*metric.value, sized ? -1 : 1, 1e-12) << metric.name;  // an object of 400 pixels
  }
  EXPECT_EQ(names, "AP AP50 AP75 APm APl AR AR50 AR75 ARm ARl ");

  parameters.max_detections = {10};
  for (const Metric& metric :
       summarise_keypoints(evaluate_coco(input, similarity, parameters), parameters)) {
    EXPECT_EQ(metric.value, -1);
  }
}

}  // namespace
}  // namespace assay::evaluation
