// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "core/stress/score/instance_judge.hpp"
#include "core/stress/warp/homography.hpp"
#include "tests/unit/stress/predicted.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr image::Size kSize{100, 80};

struct Found {
  Box box;
  std::int64_t index;
  float score;
};

predict::Prediction boxes(const std::vector<Found>& found) {
  std::vector<float> corners, scores;
  std::vector<std::int64_t> classes;
  for (const Found& one : found) {
    for (const double value : {one.box.x1, one.box.y1, one.box.x2, one.box.y2}) {
      corners.push_back(static_cast<float>(value));
    }
    classes.push_back(one.index);
    scores.push_back(one.score);
  }
  const auto count = static_cast<std::int64_t>(found.size());
  predict::Prediction prediction;
  prediction.fields.push_back(array_field("boxes", predict::DType::f32, {count, 4}, corners));
  prediction.fields.push_back(array_field("classes", predict::DType::i64, {count}, classes));
  prediction.fields.push_back(array_field("scores", predict::DType::f32, {count}, scores));
  return prediction;
}

Object object(Box box, std::int64_t category, std::size_t annotation) {
  Object one;
  one.annotation = annotation;
  one.category_id = category;
  one.box = {box, box};
  return one;
}

ReferenceImage reference(std::vector<Object> objects, const std::vector<Found>& found) {
  return {kSize, std::move(objects),
          detected_in(boxes(found), InstanceKind::boxes, classes(3), kSize)};
}

Damage damage_of(const ReferenceImage& image, const std::vector<Found>& now,
                 const Motion& motion = {}) {
  const InstanceJudge judge({image}, classes(3), {});
  const predict::Prediction prediction = boxes(now);
  return judge.damage({0, motion, kSize, prediction});
}

const Box kLeft{10, 10, 30, 30};
const Box kRight{60, 10, 90, 50};

ReferenceImage two_found() {
  return reference({object(kLeft, 0, 7), object(kRight, 1, 8)},
                   {{kLeft, 0, 0.9F}, {kRight, 1, 0.8F}});
}

TEST(InstanceJudge, FindsNoDamageWhereNothingChanged) {
  const Damage damage = damage_of(two_found(), {{kLeft, 0, 0.9F}, {kRight, 1, 0.8F}});
  EXPECT_EQ(damage.score, 0);
  EXPECT_EQ(damage.guide, 0);
  EXPECT_EQ(damage.mode, FailureMode::none);
  EXPECT_THAT(damage.lost, IsEmpty());
}

// Found by a perfect model in whole runs: of boxes that are turned no more than a range is known,
// and what is found in one may be in its neighbour's as well.
TEST(Match, FindsAsManyObjectsAsCanBe) {
  Object narrow = object(kLeft, 0, 0);
  Object wide = object({0, 0, 60, 60}, 0, 1);
  wide.box.inner = {30, 30, 30, 30};
  const auto detected = detected_in(boxes({{kLeft, 0, 0.9F}, {{20, 20, 60, 60}, 0, 0.8F}}),
                                    InstanceKind::boxes, classes(1), kSize);
  for (const std::vector<Object>& objects :
       {std::vector{narrow, wide}, std::vector{wide, narrow}}) {
    const InstanceMatch matched = match({kSize, objects, {}}, detected, {});
    EXPECT_THAT(matched.roles, testing::Each(InstanceMatch::Role::found));
    EXPECT_EQ(matched.found_by[objects[0].annotation == 0 ? 0 : 1], 0U);
  }
}

TEST(Match, LetsWhatMayBeOfSomethingIgnoredMakeRoom) {
  Object ignored = object(kLeft, 0, 0);
  ignored.ignored = true;
  Object wide = object({0, 0, 60, 60}, 0, 1);
  wide.box.inner = {30, 30, 30, 30};
  const auto detected = detected_in(boxes({{kLeft, 0, 0.9F}, {{20, 20, 60, 60}, 0, 0.8F}}),
                                    InstanceKind::boxes, classes(1), kSize);
  const InstanceMatch matched = match({kSize, {ignored, wide}, {}}, detected, {});
  EXPECT_THAT(matched.roles, ElementsAre(InstanceMatch::Role::ignored, InstanceMatch::Role::found));
}

// Found by a perfect model in whole runs.
TEST(Match, LetsWhatMayBeNobodysFreeAnotherForWhatIsNotFound) {
  Object ignored = object({20, 20, 60, 60}, 0, 0);
  ignored.ignored = true;
  Object wide = object({0, 0, 60, 60}, 0, 1);
  wide.box.inner = {30, 30, 30, 30};
  const auto detected = detected_in(boxes({{kLeft, 0, 0.9F}, {{20, 20, 60, 60}, 0, 0.8F}}),
                                    InstanceKind::boxes, classes(1), kSize);
  // The first is of either of two objects, and takes the one that the second might be of.
  const Object narrow = object({10, 10, 30, 31}, 0, 2);
  const InstanceMatch matched = match({kSize, {ignored, narrow, wide}, {}}, detected, {});
  EXPECT_EQ(matched.found_by[1], 0U);
  EXPECT_EQ(matched.found_by[2], 1U);
}

// The first may be of the first object or of what is ignored, the second of the second or the
// third, the third of the first or the second.
TEST(Match, LetsOthersMoveOnBeforeItMakesOneNobodys) {
  const auto at = [](double x) { return Box{x, 10, x + 20, 30}; };
  Object ignored = object(at(22), 0, 3);
  ignored.ignored = true;
  const std::vector<Detected> detected =
      detected_in(boxes({{at(26), 0, 0.9F}, {at(44), 0, 0.8F}, {at(34), 0, 0.7F}}),
                  InstanceKind::boxes, classes(3), kSize);
  const InstanceMatch matched = match(
      {kSize, {object(at(30), 0, 0), object(at(40), 0, 1), object(at(50), 0, 2), ignored}, {}},
      detected, {});
  EXPECT_EQ(matched.found_by[0], std::optional<std::size_t>(0));
  EXPECT_EQ(matched.found_by[1], std::optional<std::size_t>(2));
  EXPECT_EQ(matched.found_by[2], std::optional<std::size_t>(1));
}

TEST(Match, GivesNoObjectToTwo) {
  const auto detected = detected_in(boxes({{kLeft, 0, 0.9F}, {kLeft, 0, 0.8F}}),
                                    InstanceKind::boxes, classes(1), kSize);
  const InstanceMatch matched = match({kSize, {object(kLeft, 0, 0)}, {}}, detected, {});
  EXPECT_THAT(matched.roles,
              ElementsAre(InstanceMatch::Role::found, InstanceMatch::Role::of_nothing));
}

TEST(InstanceJudge, NamesTheObjectThatIsLostAndHow) {
  const auto lost = [](const std::vector<Found>& now) { return damage_of(two_found(), now).lost; };
  const Found left{kLeft, 0, 0.9F};

  EXPECT_THAT(lost({left}), ElementsAre(LostObject{8, FailureMode::missed}));
  EXPECT_THAT(lost({left, {kRight, 1, 0.4F}}), ElementsAre(LostObject{8, FailureMode::faint}));
  EXPECT_THAT(lost({left, {kRight, 2, 0.8F}}),
              ElementsAre(LostObject{8, FailureMode::wrong_class}));
  EXPECT_THAT(lost({left, {{80, 10, 110, 50}, 1, 0.8F}}),
              ElementsAre(LostObject{8, FailureMode::drifted}));
}

TEST(InstanceJudge, CountsLostAndGainedAtTheThreshold) {
  EXPECT_EQ(damage_of(two_found(), {{kLeft, 0, 0.9F}}).score, 0.5);
  // One more detection of nothing: 1 of (2 found + 1).
  const Damage gained =
      damage_of(two_found(), {{kLeft, 0, 0.9F}, {kRight, 1, 0.8F}, {{40, 60, 50, 70}, 2, 0.6F}});
  EXPECT_DOUBLE_EQ(gained.score, 1.0 / 3);
  EXPECT_EQ(gained.false_positives, 1U);
  EXPECT_EQ(gained.mode, FailureMode::false_positive);
  EXPECT_EQ(damage_of(two_found(), {}).score, 1);
}

// Efemarai's score of a detection of confidence 0 beside a perfect one is a sixth.
TEST(InstanceJudge, DoesNotCareForDetectionsBelowTheThreshold) {
  const Damage damage =
      damage_of(two_found(), {{kLeft, 0, 0.9F}, {kRight, 1, 0.8F}, {{40, 60, 50, 70}, 2, 0.0F}});
  EXPECT_EQ(damage.score, 0);
}

TEST(InstanceJudge, LeavesOutWhatWasNotFoundBefore) {
  const ReferenceImage image =
      reference({object(kLeft, 0, 7), object(kRight, 1, 8)}, {{kLeft, 0, 0.9F}});
  EXPECT_EQ(damage_of(image, {{kLeft, 0, 0.9F}}).score, 0);
  EXPECT_EQ(damage_of(image, {}).score, 1);
}

TEST(InstanceJudge, GuidesWhereNothingIsLostYet) {
  const Damage damage = damage_of(two_found(), {{kLeft, 0, 0.6F}, {kRight, 1, 0.8F}});
  EXPECT_EQ(damage.score, 0);
  EXPECT_NEAR(damage.guide, 0.15, 1e-6);  // 0.3 of one of two
}

TEST(InstanceJudge, AsksForObjectsWhereTheyHaveMoved) {
  const Motion right{ChainLink{std::make_shared<Homography>(translation(30, 0)), {}}};
  const ReferenceImage image = two_found();
  const Box left_moved{40, 10, 60, 30};

  EXPECT_EQ(damage_of(image, {{left_moved, 0, 0.9F}, {{90, 10, 100, 50}, 1, 0.8F}}, right).score,
            0);
  // One is lost and something is found where nothing is: 2 of (2 + 1).
  EXPECT_DOUBLE_EQ(damage_of(image, {{kLeft, 0, 0.9F}, {{90, 10, 100, 50}, 1, 0.8F}}, right).score,
                   2.0 / 3);
}

TEST(InstanceJudge, DoesNotBlameDetectionsOfWhatABorderRepeats) {
  const Motion mirrored{
      ChainLink{std::make_shared<Homography>(translation(40, 0)), {BorderMode::reflect, {}}}};
  const ReferenceImage image = reference({object(kLeft, 0, 7)}, {{kLeft, 0, 0.9F}});

  // Columns 10 to 30 are seen at 50 to 70, and once more in the mirror, at 10 to 30.
  EXPECT_EQ(damage_of(image, {{{50, 10, 70, 30}, 0, 0.9F}, {kLeft, 0, 0.9F}}, mirrored).score, 0);
  EXPECT_EQ(
      damage_of(image, {{{50, 10, 70, 30}, 0, 0.9F}, {{75, 50, 95, 70}, 0, 0.9F}}, mirrored).score,
      0.5);
}

TEST(BestThreshold, MaximisesF1) {
  const std::vector<ReferenceImage> images{
      reference({object(kLeft, 0, 1), object(kRight, 1, 2)}, {{kLeft, 0, 0.9F},
                                                              {{0, 60, 10, 70}, 0, 0.7F},
                                                              {kRight, 1, 0.6F},
                                                              {{20, 60, 30, 70}, 0, 0.3F},
                                                              {{40, 60, 50, 70}, 0, 0.2F}})};

  // F1 at 0.9: 2/3; 0.7: 1/2; 0.6: 4/5; 0.3: 2/3.
  // Well between what is used and what is not.
  EXPECT_FLOAT_EQ(static_cast<float>(best_threshold(images, {}, 0.5)), 0.45F);
  // Scores may be any numbers, and there need be nothing below.
  const auto lone = [](float score) {
    const std::vector<ReferenceImage> image{reference({object(kLeft, 0, 1)}, {{kLeft, 0, score}})};
    return best_threshold(image, {}, 0.5);
  };
  EXPECT_FLOAT_EQ(static_cast<float>(lone(0.8F)), 0.4F);
  EXPECT_LT(lone(0), 0);
  EXPECT_LT(lone(-2), -2);
  EXPECT_EQ(best_threshold({}, {}, 0.5), 0.5);
}

// Efemarai's score of a skeleton that is 300 pixels off is 0, and of a hidden one that is 5 off 1.
TEST(InstanceJudge, SeesHowFarVisibleKeypointsAreOff) {
  const auto pose = [](float dx) {
    predict::Prediction prediction;
    const std::vector<float> triples{20 + dx, 20, 1, 60 + dx, 70, 1};
    prediction.fields.push_back(array_field("keypoints", predict::DType::f32, {1, 2, 3}, triples));
    prediction.fields.push_back(
        array_field("scores", predict::DType::f32, {1}, std::vector<float>{0.9F}));
    return prediction;
  };
  InstanceRules rules;
  rules.kind = InstanceKind::keypoints;
  rules.sigmas = {0.05, 0.05};
  ReferenceImage image;
  image.size = {640, 480};
  image.objects = {object({10, 10, 70, 80}, 0, 3)};
  image.objects[0].keypoints = {{20, 20, 2}, {60, 70, 1}};
  image.detected = detected_in(pose(0), InstanceKind::keypoints, classes(1), image.size, 2);
  const InstanceJudge judge({image}, classes(1), rules);
  const Motion still;

  EXPECT_EQ(judge.damage({0, still, image.size, pose(0)}).score, 0);
  const Damage near = judge.damage({0, still, image.size, pose(3)});
  EXPECT_EQ(near.score, 0);
  EXPECT_GT(near.guide, 0.05);
  const Damage far = judge.damage({0, still, image.size, pose(300)});
  EXPECT_EQ(far.score, 1);
  EXPECT_THAT(far.lost, ElementsAre(LostObject{3, FailureMode::missed}));
}

/// Of two keypoints.
predict::Prediction pose(float x, float y) {
  predict::Prediction prediction;
  prediction.fields.push_back(array_field("keypoints", predict::DType::f32, {1, 2, 3},
                                          std::vector<float>{x, y, 1, x, y, 1}));
  prediction.fields.push_back(
      array_field("scores", predict::DType::f32, {1}, std::vector<float>{0.9F}));
  return prediction;
}

predict::Prediction no_pose() {
  predict::Prediction prediction;
  prediction.fields.push_back(
      array_field("keypoints", predict::DType::f32, {0, 2, 3}, std::vector<float>()));
  prediction.fields.push_back(
      array_field("scores", predict::DType::f32, {0}, std::vector<float>()));
  return prediction;
}

Damage damage_of_pose(const Motion& motion, const predict::Prediction& now) {
  InstanceRules rules;
  rules.kind = InstanceKind::keypoints;
  rules.sigmas = {0.05, 0.05};
  ReferenceImage image;
  image.size = kSize;
  image.objects = {object({10, 10, 70, 60}, 0, 3)};
  image.objects[0].keypoints = {{15, 20, 2}, {0, 0, 0}};
  image.detected = detected_in(pose(15, 20), InstanceKind::keypoints, classes(1), kSize, 2);
  return InstanceJudge({image}, classes(1), rules).damage({0, motion, kSize, now});
}

// Found by a perfect model in whole runs: nothing tells what is right of such an object.
TEST(InstanceJudge, DoesNotAskForObjectsWhoseLabelledKeypointsHaveLeft) {
  const Motion left{ChainLink{std::make_shared<Homography>(translation(-20, 0)), {}}};
  EXPECT_EQ(damage_of_pose(left, no_pose()).score, 0);
  EXPECT_EQ(damage_of_pose(left, pose(25, 20)).score, 0);
  EXPECT_EQ(damage_of_pose(left, pose(99, 79)).false_positives, 0U);  // within three boxes
}

TEST(InstanceJudge, LetsKeypointsBeAsFarOffAsPlacesAreInDoubt) {
  EXPECT_EQ(damage_of_pose({Loosened{8}}, pose(23, 20)).guide, 0);
  EXPECT_EQ(damage_of_pose({Loosened{1}}, pose(50, 20)).score, 1);
}

TEST(Judges, LoseNothingWhereThereWasNoAnswerBefore) {
  ReferenceImage image = two_found();
  image.predicted = false;
  EXPECT_EQ(damage_of(image, {}).score, 0);
}

}  // namespace
}  // namespace assay::stress
