// SPDX-License-Identifier: Apache-2.0
#include "core/plugin/bind.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/plugin/signs.hpp"

namespace assay::plugin {
namespace {

using test::definition_with;
using test::kUsualPredict;
using test::parameter;
using test::repository;
using test::signs;
using testing::ElementsAre;
using testing::HasSubstr;
using wire::Placeholder;
using wire::Value;

Binding bind_load(const std::string& inputs, const wire::Description& description = signs()) {
  const auto definition = definition_with(inputs, kUsualPredict);
  return bind(definition, definition.models[0], description);
}

Binding bind_predict(const std::string& inputs, const wire::Description& description) {
  const auto definition = definition_with("[{name: weights, value: net.onnx}]", inputs);
  return bind(definition, definition.models[0], description);
}

template <class Body>
Error error_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return {ErrorKind::internal, ""};
}

TEST(Bind, FillsDefaultsAndMakesPathsAbsolute) {
  const Binding binding = bind_load("[{name: weights, value: weights/net.onnx}]");

  EXPECT_EQ(binding.load_entry, 0U);
  EXPECT_EQ(binding.predict_entry, 1U);
  EXPECT_THAT(binding.load_arguments,
              ElementsAre(Value{wire::Path{repository() / "weights/net.onnx"}}, Value{0.25}));
  EXPECT_THAT(binding.predict_arguments,
              ElementsAre(Value{Placeholder::model}, Value{Placeholder::datapoints}));
  EXPECT_TRUE(binding.notes.empty());
}

TEST(Bind, TakesAWholeNumberForAFloat) {
  const Binding binding = bind_load("[{name: weights, value: a}, {name: threshold, value: 1}]");

  EXPECT_EQ(binding.load_arguments[1], Value{1.0});
}

TEST(Bind, PointsAtAnUnknownNameAndNamesTheNearest) {
  const Error error =
      error_of([] { bind_load("[{name: weights, value: a}, {name: treshold, value: 0.5}]"); });

  EXPECT_EQ(error.kind(), ErrorKind::definition);
  EXPECT_THAT(error.message(), HasSubstr("assay.yaml:7:"));
  EXPECT_THAT(error.message(), HasSubstr("load() has no parameter 'treshold'; did you mean "
                                         "'threshold'?\n"));
}

TEST(Bind, ReportsAllThatDoesNotFitTogether) {
  const Error error = error_of([] { bind_load("[{name: threshold, value: high}]"); });

  EXPECT_THAT(error.message(), HasSubstr("load() needs the input 'weights' (a path)"));
  EXPECT_THAT(error.message(), HasSubstr("'threshold' must be a number, not 'high'"));
}

TEST(Bind, SaysWhereDevicesComeFrom) {
  wire::Description description = signs();
  description.entries[0].parameters = {
      parameter("device", ASSAY_KIND_BIT(ASSAY_KIND_STRING), ASSAY_PARAM_REQUIRED)};
  const Error error = error_of([&] { bind_load("[{name: device, value: cpu}]", description); });

  EXPECT_THAT(error.message(), HasSubstr("load() wants 'device' as an input, but devices come with "
                                         "each call; have it take assay::Device"));
}

TEST(Bind, SaysThatQuotesMakeText) {
  const Error error =
      error_of([] { bind_load("[{name: weights, value: a}, {name: threshold, value: \"0.5\"}]"); });

  EXPECT_THAT(error.message(),
              HasSubstr("'threshold' must be a number, not '0.5'; remove the quotes\n"));
}

TEST(Bind, HoldsNumbersToTheirRange) {
  for (const char* value : {"1.5", "-0.1", ".nan"}) {
    const Error error = error_of([&] {
      bind_load(std::string("[{name: weights, value: a}, {name: threshold, value: ") + value +
                "}]");
    });

    EXPECT_THAT(error.message(), HasSubstr("'threshold' must be from 0 to 1, not ")) << value;
  }
}

TEST(Bind, HoldsValuesToTheirChoices) {
  wire::Description description = signs();
  wire::Parameter layout = parameter("layout", ASSAY_KIND_BIT(ASSAY_KIND_STRING));
  layout.choices = {Value{std::string("yolov5")}, Value{std::string("yolov8")}};
  description.entries[0].parameters.push_back(layout);

  const Error error = error_of([&] {
    bind_load("[{name: weights, value: a}, {name: layout, value: yolov9}]", description);
  });

  EXPECT_THAT(error.message(), HasSubstr("'layout' must be 'yolov5' or 'yolov8', not "
                                         "'yolov9'; did you mean 'yolov5'?"));
}

TEST(Bind, ChecksElementsOfListsAndKeysOfMaps) {
  wire::Description description = signs();
  wire::Parameter sizes = parameter("sizes", ASSAY_KIND_BIT(ASSAY_KIND_LIST));
  sizes.element_kinds = ASSAY_KIND_BIT(ASSAY_KIND_INT);
  wire::Parameter options = parameter("options", ASSAY_KIND_BIT(ASSAY_KIND_MAP));
  options.members = {parameter("depth", ASSAY_KIND_BIT(ASSAY_KIND_INT), ASSAY_PARAM_REQUIRED)};
  description.entries[0].parameters.push_back(sizes);
  description.entries[0].parameters.push_back(options);

  const Binding good = bind_load(
      "[{name: weights, value: a}, {name: sizes, value: [1, 2]}, {name: options, value: {depth: "
      "3}}]",
      description);
  const Error bad = error_of([&] {
    bind_load(
        "[{name: weights, value: a}, {name: sizes, value: [1, two]}, "
        "{name: options, value: {dept: 3}}]",
        description);
  });
  const Error missing = error_of(
      [&] { bind_load("[{name: weights, value: a}, {name: options, value: {}}]", description); });

  EXPECT_EQ(good.load_arguments[2], (Value{Value::List{{std::int64_t{1}}, {std::int64_t{2}}}}));
  EXPECT_EQ(good.load_arguments[3], (Value{Value::Map{{"depth", {std::int64_t{3}}}}}));
  EXPECT_THAT(bad.message(), HasSubstr("'sizes[1]' must be a whole number, not 'two'"));
  EXPECT_THAT(bad.message(), HasSubstr("'options' has no key 'dept'; did you mean 'depth'?"));
  EXPECT_THAT(bad.message(), testing::Not(HasSubstr("needs")));  // it is the one that is meant
  EXPECT_THAT(missing.message(), HasSubstr("'options' needs the key 'depth' (a whole number)"));
}

/// One with a parameter `token`, secret, and nothing else.
wire::Description with_token(wire::Parameter token) {
  wire::Description description = signs();
  token.name = "token";
  token.flags |= ASSAY_PARAM_SECRET;
  description.entries[0].parameters = {std::move(token)};
  return description;
}

TEST(Bind, NeverShowsASecretThatDoesNotFit) {
  wire::Parameter number = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_INT), ASSAY_PARAM_MAXIMUM);
  wire::Parameter choice = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_STRING));
  choice.choices = {Value{std::string("a")}};
  wire::Parameter flag = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_BOOL));
  wire::Parameter list = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_LIST));
  list.element_kinds = ASSAY_KIND_BIT(ASSAY_KIND_FLOAT);
  wire::Parameter path = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_PATH));
  wire::Parameter map = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_MAP));
  map.members = {flag};
  map.members[0].name = "inner";
  struct Case {
    wire::Parameter token;
    std::string value;
  };
  const std::vector<Case> cases = {{number, "4711"},
                                   {number, "'4711'"},
                                   {number, "'47\n          4711'"},
                                   {choice, "4711x"},
                                   {flag, "4711"},
                                   {list, "4711"},
                                   {list, "[1, x4711, '4711']"},
                                   {path, "no/4711"},
                                   {path, "https://host/4711"},
                                   {map, "{inner: 4711}"}};

  for (const Case& each : cases) {
    const Error error = error_of(
        [&] { bind_load("[{other: 1}, {token: " + each.value + "}]", with_token(each.token)); });

    EXPECT_THAT(error.message(), HasSubstr("'token")) << each.value;
    EXPECT_THAT(error.message(), testing::Not(HasSubstr("4711"))) << each.value;
  }
}

TEST(Bind, ShowsTheVariableThatASecretComesFrom) {
  const auto number = parameter("", ASSAY_KIND_BIT(ASSAY_KIND_INT));

  const Error error = error_of([&] { bind_load("[{token: \"${PATH}\"}]", with_token(number)); });

  EXPECT_THAT(error.message(), HasSubstr("inputs: [{token: \"${PATH}\"}]\n"));
}

TEST(Bind, MakesTheDefaultOfAPathAbsolute) {
  wire::Description description = signs();
  wire::Parameter names = parameter("names", ASSAY_KIND_BIT(ASSAY_KIND_PATH));
  names.default_value = Value{wire::Path{"signs.names"}};
  description.entries[0].parameters = {names};

  const Binding binding = bind_load("[]", description);

  EXPECT_THAT(binding.load_arguments, ElementsAre(Value{wire::Path{repository() / "signs.names"}}));
}

TEST(Bind, TakesNullForAnOptionalChoice) {
  wire::Description description = signs();
  wire::Parameter layout =
      parameter("layout", ASSAY_KIND_BIT(ASSAY_KIND_STRING) | ASSAY_KIND_BIT(ASSAY_KIND_NULL));
  layout.choices = {Value{std::string("yolov5")}};
  description.entries[0].parameters = {layout};

  EXPECT_THAT(bind_load("[{layout: null}]", description).load_arguments, ElementsAre(Value{}));
}

TEST(Bind, RefusesAPathThatIsNotThere) {
  const Error error = error_of([] { bind_load("[{name: weights, value: weights/nte.onnx}]"); });

  EXPECT_THAT(error.message(), HasSubstr("weights/nte.onnx; did you mean 'net.onnx'?"));
}

TEST(Bind, SuppliesTheBatchThatInputsDoNotName) {
  wire::Description description = signs();
  description.entries[1].parameters = {
      parameter("datapoints", ASSAY_KIND_BIT(ASSAY_KIND_DATAPOINTS)),
      parameter("images", ASSAY_KIND_BIT(ASSAY_KIND_IMAGES), ASSAY_PARAM_REQUIRED)};

  const Binding binding = bind_predict(kUsualPredict, description);

  EXPECT_THAT(binding.predict_arguments,
              ElementsAre(Value{Placeholder::datapoints}, Value{Placeholder::images}));
  EXPECT_THAT(binding.notes, ElementsAre(HasSubstr("predict() declares no parameter 'model'")));
}

TEST(Bind, GivesTheBatchUnderAnotherName) {
  wire::Description description = signs();
  description.entries[1].parameters[1].name = "batch";

  const Binding binding = bind_predict(kUsualPredict, description);

  EXPECT_EQ(binding.predict_arguments[1], Value{Placeholder::datapoints});
  EXPECT_THAT(binding.notes, ElementsAre(HasSubstr("'datapoints'")));
}

TEST(Bind, RefusesTheModelOfAnotherType) {
  wire::Description description = signs();
  description.entries[0].model_type = "Lights";

  const Error error = error_of([&] { bind_predict(kUsualPredict, description); });

  EXPECT_THAT(error.message(),
              HasSubstr("predict() wants a 'Signs' as 'model', but load() makes a 'Lights'"));
}

TEST(Bind, SaysHowToPassTheModelThatIsMissing) {
  const Error error = error_of([] { bind_predict("[]", signs()); });

  EXPECT_THAT(error.message(),
              HasSubstr("predict() needs the input 'model' (the loaded model); add {name: model, "
                        "value: \"${model.runtime.load.output.model}\"}"));
}

TEST(Bind, ListsTheFunctionsWhenOneIsMissing) {
  wire::Description description = signs();
  description.entries[0].name = "load_signs";

  const Error error = error_of([&] { bind_load("[]", description); });

  EXPECT_EQ(error.kind(), ErrorKind::definition);
  EXPECT_THAT(error.message(), HasSubstr("assay.yaml:6:"));
  EXPECT_THAT(error.message(), HasSubstr("has no function 'load'; to load it has load_signs\n"));
}

TEST(Bind, RefusesAPredictFunctionToLoad) {
  wire::Description description = signs();
  std::swap(description.entries[0].name, description.entries[1].name);

  const Error error = error_of([&] { bind_load("[]", description); });

  EXPECT_THAT(error.message(),
              HasSubstr("'load' is a predict function of the plugin; to load it has predict\n"));
}

}  // namespace
}  // namespace assay::plugin
