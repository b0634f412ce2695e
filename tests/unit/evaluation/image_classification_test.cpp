// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/image_classification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "tests/support/shared_data.hpp"
#include "tests/unit/evaluation/make_outcomes.hpp"

namespace assay::evaluation {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

/// Folders a, b, ..., and one image for each of the truths.
dataset::Dataset folders(std::size_t classes, std::vector<std::size_t> truths) {
  dataset::Dataset dataset;
  for (std::size_t i = 0; i < classes; ++i) {
    dataset.categories.push_back(
        {static_cast<std::int64_t>(i), std::string(1, static_cast<char>('a' + i))});
  }
  for (std::size_t i = 0; i < truths.size(); ++i) {
    dataset.datapoints.push_back({std::to_string(i) + ".png", static_cast<std::int64_t>(i), "/x"});
  }
  dataset.truth = dataset::ClassTruth{std::move(truths), false};
  return dataset;
}

std::vector<std::string> names_of(const std::vector<RankedClass>& ranking) {
  std::vector<std::string> names;
  for (const RankedClass& ranked : ranking) names.push_back(ranked.name);
  return names;
}

std::vector<std::string> rank(std::vector<predict::Field> fields, std::size_t classes = 4) {
  const ClassMap map = make_class_map({}, folders(classes, {}));
  return names_of(rank_classes({std::move(fields)}, map, 5));
}

TEST(RankClasses, GivesTheLowerIndexOfEqualProbabilitiesFirst) {
  EXPECT_THAT(rank({floats("probabilities", {0.1F, 0.4F, 0.1F, 0.4F})}),
              ElementsAre("b", "d", "a", "c"));
}

TEST(RankClasses, KeepsTheModelsOrderOfEqualScores) {
  EXPECT_THAT(rank({indices("classes", {3, 1, 2}), floats("scores", {0.2F, 0.5F, 0.2F})}),
              ElementsAre("b", "d", "c"));
}

TEST(RankClasses, CountsAClassOnce) {
  EXPECT_THAT(rank({indices("classes", {1, 1, 0}), floats("scores", {0.9F, 0.8F, 0.1F})}),
              ElementsAre("b", "a"));
}

TEST(RankClasses, PrefersProbabilities) {
  EXPECT_THAT(rank({indices("classes", {3}), floats("probabilities", {0.1F, 0.2F, 0.3F, 0.0F}),
                    floats("scores", {1})}),
              ElementsAre("c", "b", "a", "d"));
}

TEST(RankClasses, KeepsNamesThatTheDataSetLacks) {
  EXPECT_THAT(rank({texts("labels", {"zebra", "A"}), floats("scores", {0.4F, 0.5F})}),
              ElementsAre("A", "zebra"));
}

struct Faulty {
  std::vector<predict::Field> fields;
  std::string says;
};

class FaultInClasses : public testing::TestWithParam<Faulty> {};

TEST_P(FaultInClasses, SaysWhatIsWrong) {
  const ClassMap map = make_class_map({}, folders(2, {}));
  EXPECT_THAT(fault_in_classes({GetParam().fields}, map), Optional(HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Fields, FaultInClasses,
    testing::Values(
        Faulty{{}, "the field 'classes' is missing"},
        Faulty{{floats("probabilities", {1})}, "1 probabilities, but 2 classes"},
        Faulty{{floats("probabilities", {0, 0, 1})}, "3 probabilities, but 2 classes"},
        Faulty{{floats("probabilities", {0, std::numeric_limits<float>::infinity()})},
               "'probabilities' has inf at element 1"},
        Faulty{{indices("classes", {2}), floats("scores", {1})}, "outside 0..1, e.g. 2"},
        Faulty{{indices("classes", {0, 1}), floats("scores", {1})}, "2 classes but 1 scores"}));

TEST(FaultInClasses, AcceptsMoreProbabilitiesThanALabelTableHasClasses) {
  dataset::Dataset dataset = folders(2, {});
  std::get<dataset::ClassTruth>(dataset.truth).ids_are_class_indices = true;
  const ClassMap map = make_class_map({}, dataset);

  EXPECT_EQ(fault_in_classes({{floats("probabilities", {0, 0, 1})}}, map), std::nullopt);
  EXPECT_THAT(fault_in_classes({{floats("probabilities", {1})}}, map),
              Optional(HasSubstr("at least 2 classes")));
}

TEST(EvaluateClassification, CountsTopOneTopFiveAndConfusions) {
  const auto dataset = folders(7, {0, 1, 1, 6});
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {floats("probabilities", {0.7F, 0.1F, 0, 0, 0, 0, 0})}),
      predicted(1, {floats("probabilities", {0.7F, 0.1F, 0, 0, 0, 0, 0})}),
      predicted(2, {floats("probabilities", {0.7F, 0.1F, 0, 0, 0, 0, 0})}),
      predicted(3, {floats("probabilities", {0.7F, 0.1F, 0, 0, 0, 0, 0})})};

  const auto result = evaluate_classification(dataset, outcomes, make_class_map({}, dataset));

  EXPECT_EQ(result.evaluated, (Summary{{"top1", 0.25}, {"top5", 0.75}}));
  EXPECT_EQ(result.failed_as_empty, result.evaluated);
  EXPECT_THAT(result.confusions, ElementsAre(Confusion{1, "a", 2}, Confusion{6, "a", 1}));
}

TEST(EvaluateClassification, CountsFailedDatapointsAsWrongBesideTheEvaluatedOnes) {
  const auto dataset = folders(2, {0, 0});
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {floats("probabilities", {0.7F, 0.1F})}), failed(1)};

  const auto result = evaluate_classification(dataset, outcomes, make_class_map({}, dataset));

  EXPECT_EQ(result.evaluated, (Summary{{"top1", 1.0}, {"top5", 1.0}}));
  EXPECT_EQ(result.failed_as_empty, (Summary{{"top1", 0.5}, {"top5", 0.5}}));
  EXPECT_EQ(result.datapoints.size(), 1U);
}

TEST(EvaluateClassification, DefinesNoShareOfNothing) {
  const auto dataset = folders(2, {0});
  const std::vector<predict::Outcome> outcomes = {failed(0)};

  const auto result = evaluate_classification(dataset, outcomes, make_class_map({}, dataset));

  EXPECT_EQ(result.evaluated, (Summary{{"top1", std::nullopt}, {"top5", std::nullopt}}));
  EXPECT_EQ(result.failed_as_empty, (Summary{{"top1", 0.0}, {"top5", 0.0}}));
}

TEST(EvaluateClassification, CountsAClassThatTheDataSetLacksAsWrong) {
  dataset::Dataset dataset = folders(1, {0});
  std::get<dataset::ClassTruth>(dataset.truth).ids_are_class_indices = true;
  const std::vector<predict::Outcome> outcomes = {
      predicted(0, {indices("classes", {9}), floats("scores", {1})})};

  const auto result = evaluate_classification(dataset, outcomes, make_class_map({}, dataset));

  EXPECT_EQ(result.evaluated, (Summary{{"top1", 0.0}, {"top5", 0.0}}));
  EXPECT_THAT(result.confusions, ElementsAre(Confusion{0, "class 9", 1}));
}

TEST(EvaluateClassification, GivesTheReferenceNumbersOfRealClassifiers) {
  ASSAY_REQUIRE_SHARED_DATA("reference/classifier_results.json");
  const std::filesystem::path shared = ASSAY_SHARED_DATA;
  definition::Dataset spec;
  spec.format = definition::DatasetFormat::imagenet;
  spec.images = shared / "datasets/imagenet-sample/images";
  spec.annotations = shared / "datasets/imagenet-sample/labels.csv";
  const dataset::Dataset dataset =
      dataset::load_dataset(spec, definition::ProblemType::classification);
  std::ifstream results(shared / "reference/classifier_results.json");
  const json expected = json::parse(results);
  for (const std::string model : {"squeezenet1_1.onnx", "mobilenet_v1_0.25_128.onnx"}) {
    SCOPED_TRACE(model);
    std::ifstream file(shared / "reference" / ("pred_" + model + ".json"));
    std::map<std::string, json> prediction_of;
    for (const json& line : json::parse(file)) prediction_of[line[0]] = line;
    std::vector<predict::Outcome> outcomes;
    for (std::size_t i = 0; i < dataset.datapoints.size(); ++i) {
      const json& line = prediction_of.at(dataset.datapoints[i].id);
      outcomes.push_back(predicted(i, {indices("classes", line[2]), floats("scores", line[3])}));
    }

    definition::Classes classes;
    classes.offset = expected[model]["first_label_is_background"] ? 1 : 0;
    const auto result =
        evaluate_classification(dataset, outcomes, make_class_map(classes, dataset));

    EXPECT_EQ(result.evaluated[0].value, expected[model]["top1"].get<double>());
    EXPECT_EQ(result.evaluated[1].value, expected[model]["top5"].get<double>());
  }
}

}  // namespace
}  // namespace assay::evaluation
