// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/compare_answer.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>

#include "core/stress/warp/homography.hpp"
#include "tests/unit/pipeline/make_fields.hpp"

namespace assay::pipeline {
namespace {

using definition::Oracle;
using definition::ProblemType;
using test::array_field;
using testing::IsEmpty;
using testing::SizeIs;

predict::Prediction prediction_of(std::vector<predict::Field> fields) {
  std::sort(fields.begin(), fields.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return {fields};
}

predict::Prediction box(const std::vector<float>& corners, float score = 0.5F) {
  return prediction_of({array_field<float>("boxes", {1, 4}, corners),
                        array_field<std::int64_t>("classes", {1}, {0}),
                        array_field<float>("scores", {1}, {score})});
}

/// One image of 20 x 10 pixels; the truth is each test's.
struct OneImage {
  OneImage(ProblemType type, dataset::Truth truth) {
    definition.project.problem_type = type;
    dataset.datapoints = {{"a.jpg", 10, "/a.jpg"}};
    dataset.categories = {{7, "cat"}, {8, "dog"}};
    dataset.truth = std::move(truth);
  }

  /// What is drawn of an answer, when `before` was said of the image itself.
  ComparedAnswer compared(const predict::Prediction& before, const predict::Prediction& said,
                          const stress::Motion& motion = {}) const {
    const std::vector<predict::Outcome> baseline{{0, {20, 10}, before}};
    const RunInput input{definition, model, spec, dataset, evaluation::make_class_map({}, dataset),
                         1,          0};
    return make_comparison(input, baseline, rules)({0, motion, {20, 10}, said});
  }

  definition::Definition definition;
  definition::Model model;
  definition::Dataset spec;
  dataset::Dataset dataset;
  JudgeRules rules{"assay", Oracle::truth, 0.25};
};

/// A cat in the left half, and a crowd of them in the right.
OneImage detected() {
  dataset::InstanceTruth objects;
  objects.annotations = {{1, 10, 7, 0, 0, 10, 10, 100}, {2, 10, 7, 10, 0, 10, 10, 100}};
  objects.annotations[1].is_crowd = true;
  return {ProblemType::object_detection, objects};
}

stress::Motion mirrored() {
  const stress::Matrix3 flip{-1, 0, 19, 0, 1, 0, 0, 0, 1};  // of pixels, whose numbers go to 19
  return {stress::ChainLink{std::make_shared<stress::Homography>(flip), {}}};
}

TEST(CompareAnswer, HasWhatWasFoundBesideWhatIsThere) {
  const auto shown = detected().compared(box({0, 0, 10, 10}), box({1, 0, 10, 10}));
  const auto& objects = std::get<report::ObjectComparison>(shown.comparison);
  EXPECT_EQ(objects.true_positives, 1U);
  EXPECT_EQ(objects.false_negatives, 0U);
  ASSERT_THAT(objects.truth, SizeIs(1));  // without the crowd
  EXPECT_EQ(objects.truth[0].class_name, "cat");
  ASSERT_THAT(objects.predicted, SizeIs(1));
  EXPECT_EQ(objects.predicted[0].x, 1);
  EXPECT_EQ(objects.predicted[0].width, 9);
  EXPECT_EQ(objects.predicted[0].score, 0.5);
}

TEST(CompareAnswer, MovesWhatIsThereWithTheImage) {
  const auto shown = detected().compared(box({0, 0, 10, 10}), box({0, 0, 5, 10}), mirrored());
  const auto& objects = std::get<report::ObjectComparison>(shown.comparison);
  ASSERT_THAT(objects.truth, SizeIs(1));
  EXPECT_NEAR(objects.truth[0].x, 10, 1);
  EXPECT_NEAR(objects.truth[0].width, 10, 1);
  EXPECT_EQ(objects.false_negatives, 1U);
}

TEST(CompareAnswer, LeavesOutWhatIsBelowTheThreshold) {
  const auto shown = detected().compared(box({0, 0, 10, 10}), box({0, 0, 10, 10}, 0.2F));
  const auto& objects = std::get<report::ObjectComparison>(shown.comparison);
  EXPECT_THAT(objects.predicted, IsEmpty());
  EXPECT_EQ(objects.false_negatives, 1U);
}

TEST(CompareAnswer, TakesTheModelsOwnWordWhereThatIsTrue) {
  OneImage run = detected();
  run.rules.oracle = Oracle::baseline;
  const auto shown = run.compared(box({4, 4, 8, 8}), box({4, 4, 8, 8}));
  const auto& objects = std::get<report::ObjectComparison>(shown.comparison);
  ASSERT_THAT(objects.truth, SizeIs(1));
  EXPECT_EQ(objects.truth[0].x, 4);
  EXPECT_EQ(objects.true_positives, 1U);
}

TEST(CompareAnswer, SaysWhatAnImageIsTakenFor) {
  const auto scores = [](std::vector<float> values) {
    return prediction_of({array_field<float>("probabilities", {2}, values)});
  };
  OneImage run(ProblemType::classification, dataset::ClassTruth{{0}});
  run.dataset.categories = {{0, "cat"}, {1, "dog"}};
  const auto shown = run.compared(scores({0.75F, 0.25F}), scores({0.25F, 0.75F}));
  const auto& classes = std::get<report::ClassComparison>(shown.comparison);
  EXPECT_EQ(classes.truth, "cat");
  EXPECT_EQ(classes.predicted, "dog");
  EXPECT_EQ(classes.score, 0.75);
}

}  // namespace
}  // namespace assay::pipeline
