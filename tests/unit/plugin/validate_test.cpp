// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/validate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <limits>

namespace assay::plugin {
namespace {

using definition::ProblemType;
using predict::Array;
using predict::DType;
using predict::Field;
using predict::Value;
using testing::HasSubstr;

constexpr predict::ImageSize kImage{4, 2};  // width, height
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

template <class T>
Field array(const std::string& name, DType dtype, std::vector<std::int64_t> shape,
            const std::vector<T>& elements) {
  Array result{dtype, std::move(shape), std::vector<std::byte>(elements.size() * sizeof(T))};
  if (!elements.empty()) std::memcpy(result.bytes.data(), elements.data(), result.bytes.size());
  return {name, "", result};
}

Field boxes(const std::vector<float>& numbers) {
  return array("boxes", DType::f32, {static_cast<std::int64_t>(numbers.size() / 4), 4}, numbers);
}
Field scores(const std::vector<float>& numbers) {
  return array("scores", DType::f32, {static_cast<std::int64_t>(numbers.size())}, numbers);
}
Field classes(const std::vector<std::int64_t>& numbers) {
  return array("classes", DType::i64, {static_cast<std::int64_t>(numbers.size())}, numbers);
}
Field list(const std::string& name, Value::List elements) {
  return {name, "", Value{std::move(elements)}};
}
Value text(const std::string& value) {
  return {value};
}

/// The fault found, "" for none.
std::string fault_in(std::vector<Field> fields, OutputRules rules = {}) {
  const auto result = validate(std::move(fields), rules, kImage);
  const auto* fault = std::get_if<std::string>(&result);
  return fault == nullptr ? "" : *fault;
}

predict::Prediction valid(std::vector<Field> fields, OutputRules rules = {}) {
  auto result = validate(std::move(fields), rules, kImage);
  if (auto* prediction = std::get_if<predict::Prediction>(&result)) return *prediction;
  ADD_FAILURE() << std::get<std::string>(result);
  return {};
}

OutputRules rules_for(ProblemType type) {
  OutputRules rules;
  rules.problem_type = type;
  return rules;
}

TEST(Validate, KeepsAGoodDetectionAndSortsItsFields) {
  const auto prediction = valid({scores({0.5F}), classes({3}), boxes({0, 0, 2, 1})},
                                rules_for(ProblemType::object_detection));

  ASSERT_EQ(prediction.fields.size(), 3U);
  EXPECT_EQ(prediction.fields[0].name, "boxes");
  EXPECT_EQ(prediction.fields[2].name, "scores");
  EXPECT_FLOAT_EQ(prediction.array("boxes")->as<float>()[2], 2);
}

TEST(Validate, KeepsNoDetections) {
  const auto prediction =
      valid({boxes({}), scores({}), classes({})}, rules_for(ProblemType::object_detection));

  EXPECT_EQ(prediction.array("boxes")->shape, (std::vector<std::int64_t>{0, 4}));
}

TEST(Validate, KeepsBoxesOfNoAreaAndBeyondTheEdge) {
  const auto prediction = valid({boxes({1, 1, 1, 1, -0.5F, 0, 4.5F, 2})});

  EXPECT_FLOAT_EQ(prediction.array("boxes")->as<float>()[4], -0.5F);
}

struct Case {
  Field field;
  std::string fault;
};

TEST(Validate, NamesTheFieldAndItsFault) {
  const std::vector<Case> cases{
      {boxes({0, 0, kNan, 1}), "boxes: has NaN at [0,2]"},
      {boxes({0, 0, 1, 1, 0, 0, std::numeric_limits<float>::infinity(), 1}),
       "boxes: has an infinite number at [1,2]"},
      {boxes({3, 0, 2, 1}), "boxes: box 0 has x1 > x2 (3 > 2)"},
      {boxes({0, 2, 2, 1}), "boxes: box 0 has y1 > y2 (2 > 1)"},
      {array<float>("boxes", DType::f32, {4}, {0, 0, 1, 1}), "boxes: has shape [4], must be [N,4]"},
      {array<std::int64_t>("boxes", DType::i64, {1, 4}, {0, 0, 1, 1}),
       "boxes: has dtype i64, must be f32"},
      {scores({1.5F}), "scores: has 1.5 at [0], must be within 0 and 1"},
      {scores({-0.1F}), "scores: has -0.1 at [0]"},
      {array<float>("classes", DType::f32, {1}, {1}), "classes: has dtype f32, must be i64"},
      {array<std::uint64_t>("classes", DType::u64, {1}, {~std::uint64_t{0}}), "too large"},
      {array<std::uint8_t>("masks", DType::u8, {1, 4, 2}, std::vector<std::uint8_t>(8)),
       "masks: has shape [1,4,2], must be [N,2,4]"},
      {array<std::uint8_t>("masks", DType::u8, {1, 2, 4}, {0, 1, 255, 0, 0, 0, 0, 0}),
       "masks: has an element at [0,0,2] that is neither 0 nor 1"},
      {array<std::int64_t>("segmentation", DType::i64, {2, 4},
                           {0, 0, 0, std::int64_t{1} << 40, 0, 0, 0, 0}),
       "segmentation: has 1099511627776 at [0,3], which no u8 or i32 holds"},
      {array<float>("probabilities", DType::f32, {0}, {}), "probabilities: is empty"},
      {array<float>("keypoints", DType::f32, {1, 2, 2}, {0, 0, 0, 0}),
       "keypoints: has shape [1,2,2], must be [N,K,3]"},
      {array<std::uint8_t>("image_output", DType::u8, {1, 1, 2}, {0, 0}), "1, 3 or 4 channels"},
      {list("labels", {text("car"), {}}), "labels: element 1 is no text"},
      {list("rle", {text("not one")}), "rle: element 0 is no compressed RLE of 4 x 2 pixels"},
      {list("polygons", {Value{Value::List{Value{Value::List{{1.0}, {2.0}}}}}}),
       "polygons: instance 0 has a polygon that is not"},
      {list("text", {}), "text: must be text"},
      {{"scores", "", Value{0.5}}, "scores: is a value, must be an array"},
      {{"bboxes", "", Value{}}, "unknown field 'bboxes'; did you mean 'boxes'?"},
      {{"boxes", "left", boxes({}).content}, "boxes: refers to the input 'left'"},
      {{"text", "", text("\xFF")}, "text: has text that is not UTF-8"},
      {{"user.note", "", Value{double{kNan}}}, "user.note: has a number that is not finite"},
      {{"user.note", "", Value{Value::Map{{"a", {}}, {"a", {}}}}},
       "user.note: has the key 'a' twice"},
  };
  for (const Case& one : cases) EXPECT_THAT(fault_in({one.field}), HasSubstr(one.fault));
}

TEST(Validate, RefusesUnequalLengths) {
  EXPECT_EQ(fault_in({boxes({0, 0, 1, 1}), scores({0.1F, 0.2F})}),
            "boxes has 1 instances, scores has 2");
}

TEST(Validate, RefusesNothing) {
  EXPECT_EQ(fault_in({}), "predict returned nothing for this datapoint");
}

TEST(Validate, RefusesAFieldGivenForTheSameInputTwice) {
  Field named = boxes({});
  named.input = "image";

  EXPECT_EQ(fault_in({boxes({}), named}), "boxes: is there twice");
}

TEST(Validate, AsksForWhatTheProblemTypeNeeds) {
  const std::vector<std::pair<ProblemType, std::string>> cases{
      {ProblemType::object_detection, "boxes is missing (ObjectDetection needs it)"},
      {ProblemType::instance_segmentation, "masks or polygons or rle is missing"},
      {ProblemType::semantic_segmentation, "segmentation is missing"},
      {ProblemType::image_regression, "regressed_values is missing"},
      {ProblemType::keypoints, "keypoints is missing"},
      {ProblemType::classification, "probabilities or classes or labels is missing"},
  };
  for (const auto& [type, fault] : cases) {
    EXPECT_THAT(fault_in({scores({})}, rules_for(type)), HasSubstr(fault));
  }
  EXPECT_EQ(fault_in({scores({})}, rules_for(ProblemType::custom)), "");
}

TEST(Validate, TakesProbabilitiesForAClassification) {
  valid({array<float>("probabilities", DType::f32, {2}, {0.25F, 0.75F})},
        rules_for(ProblemType::classification));
}

TEST(Validate, AsksForTheKeysOfTheDefinition) {
  OutputRules rules;
  rules.keys = {"classes", "masks"};
  const Field labels = list("labels", {text("car")});

  EXPECT_EQ(fault_in({labels}, rules),
            "masks or rle is missing (the definition's output.keys ask for it)");
  EXPECT_EQ(fault_in({labels, list("rle", {text("08")})}, rules), "");
}

TEST(Validate, HoldsClassesToTheDefinitions) {
  OutputRules rules;
  rules.first_class = 1;
  rules.class_count = 3;

  EXPECT_EQ(fault_in({classes({1, 3})}, rules), "");
  EXPECT_EQ(fault_in({classes({1, 4})}, rules),
            "classes: has 4 at [1], the definition's classes are 1 to 3");
}

TEST(OutputRules, CountTheClassesBelowAnOffset) {
  definition::Definition definition;
  definition::Model model;
  model.classes.names = {"tench", "goldfish"};
  model.classes.offset = 1;

  const OutputRules rules = output_rules(definition, model);

  EXPECT_EQ(rules.first_class, 0);
  EXPECT_EQ(rules.class_count, 3U);
}

TEST(Validate, ConvertsWhatKeepsItsValue) {
  const auto prediction = valid(
      {array<std::int32_t>("classes", DType::i32, {1}, {-7}),
       array<double>("boxes", DType::f64, {1, 4}, {0, 0, 0.1, 1}),
       array<float>("masks", DType::f32, {1, 2, 4}, {0, 1, 0, 1, 0, 0, 0, 1}),
       array<std::int64_t>("segmentation", DType::i64, {1, 2, 4}, {0, 1, 2, 3, 4, 5, 6, 700})});

  EXPECT_EQ(prediction.array("classes")->as<std::int64_t>()[0], -7);
  EXPECT_EQ(prediction.array("boxes")->as<float>()[2], 0.1F);
  EXPECT_EQ(prediction.array("masks")->as<std::uint8_t>()[7], 1);
  EXPECT_EQ(prediction.array("segmentation")->shape, (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(prediction.array("segmentation")->as<std::int32_t>()[7], 700);
}

TEST(Validate, MakesOneRingAListOfOneRing) {
  const Value::List ring{{0.0}, {0.0}, {std::int64_t{3}}, {0.0}, {3.0}, {1.0}};

  const auto prediction = valid({list("polygons", {Value{ring}})});

  const auto& value = std::get<Value>(prediction.find("polygons")->content);
  const auto& rings = std::get<Value::List>(std::get<Value::List>(value.content)[0].content);
  ASSERT_EQ(rings.size(), 1U);
  EXPECT_EQ(std::get<Value::List>(rings[0].content)[2], Value{3.0});
}

TEST(Validate, LetsAuthorsKeepFieldsOfTheirOwn) {
  valid({array<float>("user.attention", DType::f32, {1}, {kNan})});
}

}  // namespace
}  // namespace assay::plugin
