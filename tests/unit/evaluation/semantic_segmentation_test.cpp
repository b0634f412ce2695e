// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/semantic_segmentation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

/// Two images of 3 x 2 pixels; "unused" is in no image.
dataset::Dataset two_images() {
  dataset::Dataset dataset;
  dataset.datapoints = {{"a.png", 0, "/a.png"}, {"b.png", 1, "/b.png"}};
  dataset.categories = {{0, "ground"}, {1, "cat"}, {2, "unused"}};
  dataset.truth = dataset::LabelMapTruth{};
  return dataset;
}

TrueClasses truth_of(std::size_t index) {
  if (index == 0) return {{3, 2}, {0, 0, 1, 0, -1, 1}};
  return {{3, 2}, {0, 0, 0, 0, 0, 0}};
}

predict::Field label_map(const std::vector<std::int32_t>& classes,
                         std::vector<std::int64_t> shape = {2, 3}) {
  return array_field("segmentation", predict::DType::i32, std::move(shape), classes);
}

predict::Outcome segmented(std::size_t index, const std::vector<std::int32_t>& classes) {
  return {index, {3, 2}, predict::Prediction{{label_map(classes)}}};
}

SemanticResult evaluate(const std::vector<predict::Outcome>& outcomes) {
  const auto dataset = two_images();
  return evaluate_semantic(dataset, predict::OutcomeStream(outcomes), make_class_map({}, dataset),
                           truth_of);
}

TEST(EvaluateSemantic, AveragesOverTheCategoriesThatOccurInTheTruth) {
  const SemanticResult result =
      evaluate({segmented(0, {0, 0, 1, 1, 1, 2}), segmented(1, {0, 0, 0, 0, 0, 1})});

  // Ground: 7 of 9 pixels, none too many. Cat: 1 of 2, and 2 too many. Unused: 1 too many.
  EXPECT_THAT(result.categories, ElementsAre(CategoryPixels{9, 7, 7}, CategoryPixels{2, 3, 1},
                                             CategoryPixels{0, 1, 0}));
  EXPECT_EQ(result.categories[2].iou(), 0);
  EXPECT_THAT(
      result.evaluated,
      ElementsAre(Metric{"miou", (7.0 / 9 + 1.0 / 4) / 2}, Metric{"pixel_accuracy", 8.0 / 11},
                  Metric{"mean_accuracy", (7.0 / 9 + 1.0 / 2) / 2},
                  Metric{"fw_iou", 9.0 / 11 * (7.0 / 9) + 2.0 / 11 * (1.0 / 4)}));
  EXPECT_EQ(result.failed_as_empty, result.evaluated);
  EXPECT_THAT(result.confusion, ElementsAre(7, 2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0));
  EXPECT_THAT(result.datapoints,
              ElementsAre(SegmentedDatapoint{0, 5, 3}, SegmentedDatapoint{1, 6, 5}));
}

TEST(EvaluateSemantic, CountsEveryPixelOfAFailedDatapointAsWrong) {
  const SemanticResult result = evaluate({failed(0), segmented(1, {0, 0, 0, 0, 0, 0})});

  EXPECT_EQ(result.evaluated[0], (Metric{"miou", 1}));
  EXPECT_EQ(result.failed_as_empty[0], (Metric{"miou", (6.0 / 9 + 0) / 2}));
  EXPECT_EQ(result.failed_as_empty[1], (Metric{"pixel_accuracy", 6.0 / 11}));
}

TEST(EvaluateSemantic, TakesAClassThatTheDataSetLacksForNone) {
  auto dataset = two_images();
  const ClassMap map = make_class_map({{"cat", "ground", "unicorn"}, 0, {}}, dataset);
  const std::vector<predict::Outcome> outcomes = {segmented(1, {1, 1, 1, 1, 1, 2})};

  const SemanticResult result =
      evaluate_semantic(dataset, predict::OutcomeStream(outcomes), map, truth_of);
  EXPECT_EQ(result.evaluated[0].value, 5.0 / 6);
  EXPECT_EQ(result.confusion[3], 1U);
}

TEST(EvaluateSemantic, IsUndefinedOfNoPixels) {
  const SemanticResult result = evaluate({});
  for (const Metric& metric : result.evaluated) EXPECT_EQ(metric.value, std::nullopt);
  EXPECT_EQ(result.categories[0].iou(), std::nullopt);
}

TEST(EvaluateSemantic, RefusesATruthOfAnotherSize) {
  const auto dataset = two_images();
  const std::vector<predict::Outcome> outcomes = {segmented(0, {0, 0, 0, 0, 0, 0})};
  try {
    evaluate_semantic(dataset, predict::OutcomeStream(outcomes), make_class_map({}, dataset),
                      [](std::size_t) {
                        return TrueClasses{{1, 1}, {0}};
                      });
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::dataset);
    EXPECT_THAT(error.message(), HasSubstr("the label map of a.png has 1x1 pixels, the image 3x2"));
  }
}

TEST(EvaluateSemantic, NamesTheDatapointOfAFaultyPrediction) {
  try {
    evaluate({predicted(1, {})});
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::plugin);
    EXPECT_THAT(error.message(), HasSubstr("prediction of b.png: the field 'segmentation'"));
  }
}

std::optional<std::string> fault_in(predict::Field field) {
  return fault_in_segmentation({{std::move(field)}}, make_class_map({}, two_images()), {3, 2});
}

TEST(FaultInSegmentation, IsSilentOnIntegersOfTheImagesForm) {
  EXPECT_EQ(fault_in(label_map({0, 1, 2, 0, 1, 2})), std::nullopt);
  EXPECT_EQ(fault_in(label_map({0, 1, 2, 0, 1, 2}, {1, 2, 3})), std::nullopt);
  EXPECT_EQ(fault_in(array_field<std::uint8_t>("segmentation", predict::DType::u8, {2, 3},
                                               {0, 1, 2, 0, 1, 2})),
            std::nullopt);
}

TEST(FaultInSegmentation, SaysWhatIsWrong) {
  EXPECT_THAT(fault_in(label_map({0, 1, 2, 0, 1, 3})), Optional(HasSubstr("outside 0..2, e.g. 3")));
  EXPECT_THAT(fault_in(label_map({0, 1, 2, 0, 1, -1})), Optional(HasSubstr("e.g. -1")));
  EXPECT_THAT(fault_in(label_map({0, 1, 2, 0, 1, 2}, {3, 2})),
              Optional(HasSubstr("has the shape [3, 2]; [2, 3] is wanted")));
  EXPECT_THAT(fault_in(label_map({0, 1, 2, 0, 1, 2}, {2, 3, 1})), Optional(HasSubstr("[2, 3, 1]")));
  EXPECT_THAT(fault_in(label_map({0, 0, 0, 0, 0, 0}, {6})), Optional(HasSubstr("[6]")));
  EXPECT_THAT(
      fault_in(array_field<float>("segmentation", predict::DType::f32, {2, 3}, {0, 0, 0, 0, 0, 0})),
      Optional(HasSubstr("has the type f32")));
  EXPECT_THAT(fault_in(texts("segmentation", {"cat"})), Optional(HasSubstr("is not an array")));
}

TEST(PredictedClasses, AreCategoriesOrNone) {
  auto dataset = two_images();
  const ClassMap all = make_class_map({}, dataset);
  ClassMap without_cats = all;
  without_cats.classes[1].category = std::nullopt;
  const predict::Prediction prediction{{label_map({0, 1, 2, 0, 0, 0})}};
  EXPECT_THAT(predicted_classes(prediction, all, {3, 2}), Optional(ElementsAre(0, 1, 2, 0, 0, 0)));
  EXPECT_THAT(predicted_classes(prediction, without_cats, {3, 2}),
              Optional(ElementsAre(0, -1, 2, 0, 0, 0)));
  EXPECT_EQ(predicted_classes(prediction, all, {2, 2}), std::nullopt);
  EXPECT_EQ(predicted_classes({}, all, {3, 2}), std::nullopt);
}

}  // namespace
}  // namespace assay::evaluation
