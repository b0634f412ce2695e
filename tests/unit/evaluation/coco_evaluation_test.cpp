// SPDX-License-Identifier: Apache-2.0
// Each rule of COCO's box evaluation in the smallest scene that shows it.
#include "core/evaluation/coco_evaluation.hpp"

#include <gtest/gtest.h>

#include "tests/unit/evaluation/scene.hpp"

namespace assay::evaluation {
namespace {

constexpr Box kSquare{0, 0, 10, 10};
constexpr Box kElsewhere{50, 50, 10, 10};
constexpr std::size_t kSmall = 1;
constexpr std::size_t kMedium = 2;
constexpr std::size_t kLarge = 3;
/// Index of a recall threshold.
constexpr std::size_t kLowest = 0;
constexpr std::size_t kHighest = 100;
constexpr double kRounding = 1e-12;

TEST(CocoBoxes, GiveNoNumberWhereThereIsNothingToFind) {
  Scene scene;
  scene.detect(kSquare, 0.9);

  EXPECT_EQ(scene.recall(), -1);
  EXPECT_EQ(scene.precision(kLowest), -1);
}

TEST(CocoBoxes, GiveZerosWhereNothingIsFound) {
  Scene scene;
  scene.object(kSquare);

  EXPECT_EQ(scene.recall(), 0);
  EXPECT_EQ(scene.precision(kLowest), 0);
  EXPECT_EQ(scene.recall(kLarge), -1);
}

TEST(CocoBoxes, HoldAnObjectFromAnIouOfExactlyTheThreshold) {
  Scene half;
  half.object(kSquare);
  half.detect({0, 0, 10, 5}, 0.9);
  Scene less;
  less.object(kSquare);
  less.detect({0, 0, 10, 5 - 1e-11}, 0.9);

  EXPECT_EQ(half.recall(), 1);
  EXPECT_EQ(less.recall(), 0);
}

TEST(CocoBoxes, TakeNoOverlapOfBoxesWithoutArea) {
  Scene scene;
  scene.object({0, 0, 0, 10});
  scene.detect({0, 0, 0, 10}, 0.9);

  EXPECT_EQ(scene.recall(), 0);
}

TEST(CocoBoxes, GiveTheLaterOfEqualObjectsToADetection) {
  // The first detection overlaps both alike, the second only one of them.
  const Box left{0, 0, 10, 10};
  const Box right{4, 0, 10, 10};
  Scene right_later;
  right_later.object(left);
  right_later.object(right);
  Scene left_later;
  left_later.object(right);
  left_later.object(left);
  for (Scene* scene : {&right_later, &left_later}) {
    scene->detect({2, 0, 10, 10}, 0.9);
    scene->detect({6, 0, 10, 10}, 0.8);
  }

  EXPECT_EQ(right_later.recall(), 0.5);
  EXPECT_EQ(left_later.recall(), 1);
}

TEST(CocoBoxes, NeverReassignWhatABetterDetectionTook) {
  Scene scene;
  scene.object(kSquare);
  scene.object({20, 0, 10, 10});
  scene.detect({1, 0, 10, 10}, 0.9);
  scene.detect(kSquare, 0.8);

  EXPECT_EQ(scene.recall(), 0.5);
  EXPECT_NEAR(scene.precision(kLowest), 1, kRounding);
  EXPECT_EQ(scene.precision(kHighest), 0);
}

TEST(CocoBoxes, CountWhatCrowdsSwallowNowhere) {
  Scene scene;
  scene.object(kElsewhere);
  scene.crowd({0, 0, 40, 40});
  scene.detect(kSquare, 0.9);  // a quarter of the crowd, yet all of the detection
  scene.detect(kSquare, 0.8);
  scene.detect(kElsewhere, 0.7);

  EXPECT_EQ(scene.recall(), 1);
  EXPECT_NEAR(scene.precision(kHighest), 1, kRounding);
}

TEST(CocoBoxes, PreferAnObjectToACrowdOfHigherOverlap) {
  Scene scene;
  scene.object({0, 0, 10, 20});
  scene.crowd(kSquare);
  scene.detect(kSquare, 0.9);

  EXPECT_EQ(scene.recall(), 1);
}

TEST(CocoBoxes, GiveNoNumberForCrowdsAlone) {
  Scene scene;
  scene.crowd(kSquare);
  scene.detect(kSquare, 0.9);

  EXPECT_EQ(scene.recall(), -1);
}

TEST(CocoBoxes, TakeSizesFromTheFileAndNotFromTheBox) {
  Scene scene;
  scene.object(kSquare).area = 5000;
  scene.detect(kSquare, 0.9);

  EXPECT_EQ(scene.recall(kSmall), -1);
  EXPECT_EQ(scene.recall(kMedium), 1);
}

TEST(CocoBoxes, CountAnObjectAtTheEdgeInBothSizes) {
  Scene scene;
  scene.object({0, 0, 32, 32});
  scene.detect({0, 0, 32, 32}, 0.9);

  EXPECT_EQ(scene.recall(kSmall), 1);
  EXPECT_EQ(scene.recall(kMedium), 1);
  EXPECT_EQ(scene.recall(kLarge), -1);
}

TEST(CocoBoxes, IgnoreFalsePositivesOfAnotherSize) {
  Scene scene;
  scene.object(kSquare);
  scene.detect({200, 200, 50, 50}, 0.9);
  scene.detect(kSquare, 0.8);

  EXPECT_NEAR(scene.precision(kHighest), 0.5, kRounding);
  EXPECT_NEAR(scene.precision(kHighest, kSmall), 1, kRounding);
}

TEST(CocoBoxes, CountAMatchWhateverTheDetectionsOwnSize) {
  Scene scene;
  scene.object({0, 0, 32, 32});
  scene.detect({0, 0, 32, 40}, 0.9);  // medium itself

  EXPECT_EQ(scene.recall(kSmall), 1);
}

TEST(CocoBoxes, ReadAnObjectWithIdZeroAsNotFound) {
  Scene scene;
  scene.object(kSquare).id = 0;
  scene.detect(kSquare, 0.9);
  scene.detect(kSquare, 0.8);  // the object is taken all the same

  EXPECT_EQ(scene.recall(), 0);
  EXPECT_EQ(scene.precision(kLowest), 0);
}

TEST(CocoBoxes, ReadTheLastOfEqualIdsInPlaceOfEach) {
  Scene scene;
  scene.object(kSquare).id = 5;
  scene.object(kElsewhere).id = 5;
  scene.detect(kSquare, 0.9);
  scene.detect(kElsewhere, 0.8);
  scene.detect(kElsewhere, 0.7);

  EXPECT_EQ(scene.recall(), 1);  // two objects, both elsewhere
  EXPECT_NEAR(scene.precision(kHighest), 2.0 / 3, kRounding);
}

TEST(CocoBoxes, KeepDetectionsPerImageAndCategory) {
  Scene scene;
  scene.categories = {1, 2};
  scene.parameters.max_detections = {1};
  scene.object(kSquare);
  scene.object(kElsewhere);
  scene.object(kSquare, 1, 2);
  scene.detect(kSquare, 0.9);
  scene.detect(kElsewhere, 0.8);
  scene.detect(kSquare, 0.1, 1, 2);

  const Arrays arrays = scene.evaluate();
  EXPECT_EQ(arrays.recall[arrays.recall_at(0, 0, 0, 0)], 0.5);
  EXPECT_EQ(arrays.recall[arrays.recall_at(0, 1, 0, 0)], 1);
}

TEST(CocoBoxes, OrderEqualScoresByTheFile) {
  Scene false_first;
  false_first.object(kSquare);
  false_first.detect(kElsewhere, 0.0);
  false_first.detect(kSquare, -0.0);
  Scene true_first;
  true_first.object(kSquare);
  true_first.detect(kSquare, -0.0);
  true_first.detect(kElsewhere, 0.0);

  EXPECT_NEAR(false_first.precision(kHighest), 0.5, kRounding);
  EXPECT_NEAR(true_first.precision(kHighest), 1, kRounding);
}

TEST(CocoBoxes, OrderEqualScoresOfImagesByTheirIds) {
  Scene scene;
  scene.images = {7, 3};
  scene.object(kSquare, 7);
  scene.detect(kSquare, 0.5, 7);
  scene.detect(kElsewhere, 0.5, 3);  // later in the file, earlier by id

  EXPECT_NEAR(scene.precision(kHighest), 0.5, kRounding);
}

TEST(CocoBoxes, LeaveOutUnknownImagesAndCategories) {
  Scene scene;
  scene.object(kSquare);
  scene.object(kSquare, 99);
  scene.object(kSquare, 1, 99);
  scene.detect(kSquare, 0.5);
  scene.detect(kElsewhere, 0.9, 99);
  scene.detect(kElsewhere, 0.9, 1, 99);
  Scene pooled = scene;
  pooled.parameters.use_categories = false;

  EXPECT_EQ(scene.recall(), 1);
  EXPECT_NEAR(scene.precision(kHighest), 1, kRounding);
  EXPECT_EQ(pooled.recall(), 1);
  EXPECT_NEAR(pooled.precision(kHighest), 1, kRounding);
}

TEST(CocoBoxes, MatchAcrossCategoriesWhenTheseAreOne) {
  Scene scene;
  scene.categories = {2, 1};
  scene.parameters.use_categories = false;
  scene.object(kSquare, 1, 1);
  scene.detect(kSquare, 0.9, 1, 2);

  const Arrays arrays = scene.evaluate();
  EXPECT_EQ(arrays.categories, 1U);
  EXPECT_EQ(arrays.category_ids, std::vector<std::int64_t>{-1});
  EXPECT_EQ(scene.recall(), 1);
}

TEST(CocoBoxes, OrderCategoriesByIdWhenTheseAreOne) {
  Scene scene;
  scene.categories = {9, 4};
  scene.parameters.use_categories = false;
  scene.object(kSquare, 1, 9);
  scene.detect(kSquare, 0.5, 1, 9);
  scene.detect(kElsewhere, 0.5, 1, 4);  // ties are in the order of categories, not of the file

  EXPECT_NEAR(scene.precision(kHighest), 0.5, kRounding);
}

TEST(CocoBoxes, KeepTheBestScoreAtRecallZero) {
  Scene scene;
  scene.object(kSquare);
  scene.detect(kElsewhere, 0.9);
  scene.detect(kSquare, 0.4);

  const Arrays arrays = scene.evaluate();
  EXPECT_EQ(arrays.scores[arrays.at(0, 0, 0, 0, 2)], 0.9);
  EXPECT_EQ(arrays.scores[arrays.at(0, 1, 0, 0, 2)], 0.4);
  EXPECT_NEAR(arrays.precision[arrays.at(0, 0, 0, 0, 2)], 0.5, kRounding);
}

TEST(CocoBoxes, AreEmptyWithoutCategories) {
  Scene scene;
  scene.categories = {};
  scene.object(kSquare);

  const Arrays arrays = scene.evaluate();
  EXPECT_EQ(arrays.categories, 0U);
  EXPECT_TRUE(arrays.precision.empty());
}

TEST(CountPerImage, CountsEachImageOnceByAscendingId) {
  Scene scene;
  scene.images = {2, 1, 3, 2};
  scene.object(kSquare, 1);
  scene.object(kSquare, 2);
  scene.object(kElsewhere, 2);
  scene.detect(kSquare, 0.9, 2);
  scene.detect(kSquare, 0.8, 2);
  scene.detect(kSquare, 0.9, 3);

  const std::vector<ImageCounts> expected = {{1, 0, 0, 1}, {2, 1, 1, 1}, {3, 0, 1, 0}};
  EXPECT_EQ(scene.count(0), expected);
}

TEST(CountPerImage, LeavesOutLowScoresAndCrowds) {
  Scene scene;
  scene.object(kSquare);
  scene.crowd(kElsewhere);
  scene.detect(kSquare, 0.2);
  scene.detect({80, 0, 5, 5}, 0.2);
  scene.detect(kElsewhere, 0.9);

  EXPECT_EQ(scene.count(0.3), (std::vector<ImageCounts>{{1, 0, 0, 1}}));
  EXPECT_EQ(scene.count(0.2), (std::vector<ImageCounts>{{1, 1, 1, 0}}));
}

TEST(EvaluateBoxes, NeitherWantsNorBlamesADifficultObject) {
  Scene scene;
  scene.object({0, 0, 10, 10});
  scene.object({50, 50, 10, 10}).is_difficult = true;
  scene.detect({0, 0, 10, 10}, 0.5);
  scene.detect({50, 50, 10, 10}, 0.9);

  EXPECT_EQ(scene.recall(), 1);
  EXPECT_NEAR(scene.precision(100), 1, 1e-12);
}

TEST(EvaluateBoxes, LetsADifficultObjectTakeOneDetectionAndACrowdAny) {
  Scene scene;
  scene.object({0, 0, 10, 10});
  scene.object({50, 50, 10, 10}).is_difficult = true;
  scene.detect({0, 0, 10, 10}, 0.5);
  scene.detect({50, 50, 10, 10}, 0.9);
  scene.detect({50, 50, 10, 10}, 0.8);

  EXPECT_NEAR(scene.precision(100), 0.5, 1e-12);
  scene.annotations[1].is_crowd = true;
  EXPECT_NEAR(scene.precision(100), 1, 1e-12);
}

}  // namespace
}  // namespace assay::evaluation
