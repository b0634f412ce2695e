// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "core/stress/score/class_judge.hpp"
#include "core/stress/score/pixel_judge.hpp"
#include "core/stress/score/value_judge.hpp"
#include "core/stress/warp/homography.hpp"
#include "tests/unit/stress/predicted.hpp"

namespace assay::stress {
namespace {

constexpr image::Size kSize{100, 80};

predict::Prediction probabilities(const std::vector<float>& values) {
  predict::Prediction prediction;
  prediction.fields.push_back(array_field("probabilities", predict::DType::f32,
                                          {static_cast<std::int64_t>(values.size())}, values));
  return prediction;
}

// Efemarai's score of a wrong answer among 1000 classes is 0.002.
TEST(ClassJudge, CountsAWrongAnswerAsOneWhateverTheNumberOfClasses) {
  std::vector<float> right(1000, 0), wrong(1000, 0);
  right[3] = 0.9F;
  wrong[3] = 0.2F;
  wrong[5] = 0.7F;
  const ClassJudge judge({{3, probabilities(right)}}, classes(1000));
  const Motion still;
  const Damage damage = judge.damage({0, still, kSize, probabilities(wrong)});

  EXPECT_EQ(damage.score, 1);
  EXPECT_EQ(damage.mode, FailureMode::wrong_class);
  EXPECT_NEAR(damage.guide, (0.9 + 0.5) / 2, 1e-6);
}

TEST(ClassJudge, LosesNothingThatWasNotRight) {
  const ClassJudge judge({{0, probabilities({0.4F, 0.6F})}}, classes(2));
  const Motion still;
  const Damage damage = judge.damage({0, still, kSize, probabilities({0.1F, 0.9F})});
  EXPECT_EQ(damage.score, 0);
  EXPECT_NEAR(damage.guide, 0.3, 1e-6);
}

TEST(MeanIou, IsOverTheClassesThatAreThere) {
  EXPECT_EQ(mean_iou({0, 0, 1, 1}, {0, 0, 1, 1}), 1);
  EXPECT_DOUBLE_EQ(mean_iou({0, 0, 1, 1}, {0, 1, 1, 1}).value(), (0.5 + 2.0 / 3) / 2);
  EXPECT_DOUBLE_EQ(mean_iou({0, 0, 0, -1}, {0, 0, 2, 2}).value(), 2.0 / 3);
  EXPECT_FALSE(mean_iou({-1}, {0}).has_value());
}

TEST(PixelJudge, MovesTheMapOfClasses) {
  const image::Size size{4, 1};
  const auto truth = [&](std::size_t) { return evaluation::TrueClasses{size, {0, 0, 1, 1}}; };
  const auto answer = [](const std::vector<std::uint8_t>& values) {
    predict::Prediction prediction;
    prediction.fields.push_back(array_field("segmentation", predict::DType::u8, {1, 4}, values));
    return prediction;
  };
  const PixelJudge judge(truth, classes(2), {answer({0, 0, 1, 1})});
  const Motion right{ChainLink{std::make_shared<Homography>(translation(1, 0)), {}}};

  EXPECT_EQ(judge.damage({0, right, size, answer({1, 0, 0, 1})}).score, 0);
  const Damage worse = judge.damage({0, right, size, answer({0, 1, 1, 1})});
  EXPECT_DOUBLE_EQ(worse.score, 1 - (0 + 1.0 / 3) / 2);
  EXPECT_EQ(worse.mode, FailureMode::less_accurate);
}

// Found by a perfect model in whole runs.
TEST(PixelJudge, DoesNotAskForClassesOfWhatIsHidden) {
  const image::Size size{4, 1};
  const auto truth = [&](std::size_t) { return evaluation::TrueClasses{size, {0, 0, 1, 1}}; };
  predict::Prediction prediction;
  prediction.fields.push_back(array_field("segmentation", predict::DType::u8, {1, 4},
                                          std::vector<std::uint8_t>{0, 1, 0, 1}));
  const PixelJudge judge(truth, classes(2), {prediction});
  const double before = 1.0 / 3;
  const Damage damage = judge.damage({0, {Hidden{{{1, 0, 3, 1}}}}, size, prediction});
  EXPECT_DOUBLE_EQ(damage.guide, before - 1);
}

TEST(ValueJudge, MeasuresErrorsInDeviationsOfTheTruth) {
  const auto answer = [](double value) {
    predict::Prediction prediction;
    prediction.fields.push_back(
        array_field("regressed_values", predict::DType::f64, {1}, std::vector<double>{value}));
    return prediction;
  };
  const ValueJudge judge({10, 30}, 1, {answer(11), answer(30)});  // deviation 10
  const Motion still;

  EXPECT_DOUBLE_EQ(judge.damage({0, still, kSize, answer(13)}).score, 0.2);
  EXPECT_EQ(judge.damage({0, still, kSize, answer(10)}).score, 0);
  EXPECT_DOUBLE_EQ(judge.damage({0, still, kSize, answer(10)}).guide, -0.1);
  EXPECT_EQ(judge.damage({1, still, kSize, answer(500)}).score, 1);
}

TEST(ValueJudge, MeasuresErrorsInTheirOwnUnitWhereTheTruthDoesNotVary) {
  const auto answer = [](double value) {
    predict::Prediction prediction;
    prediction.fields.push_back(
        array_field("regressed_values", predict::DType::f64, {1}, std::vector<double>{value}));
    return prediction;
  };
  // The mean of these is not 0.1 but near it, which is no deviation.
  const ValueJudge judge({0.1, 0.1, 0.1}, 1, {answer(0.1), answer(0.1), answer(0.1)});
  EXPECT_DOUBLE_EQ(judge.damage({0, Motion(), kSize, answer(0.35)}).score, 0.25);
}

}  // namespace
}  // namespace assay::stress
