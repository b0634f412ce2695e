// SPDX-License-Identifier: Apache-2.0
// Inputs of entrypoints: types, variables, references between them.
#include <gtest/gtest.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

/// Parses a model with these inputs, each a line without its dash.
class Inputs : public testing::Test {
 protected:
  Runtime bind(const std::vector<std::string>& load, const std::vector<std::string>& predict = {}) {
    std::string text =
        "project: {name: p}\nmodels:\n  - name: m\n"
        "    files: [{name: weights, url: weights/net.onnx}]\n"
        "    runtime:\n      load:\n        entrypoint: net:load\n        output: {name: model}\n"
        "        inputs:\n";
    for (const std::string& line : load) text += "          - " + line + "\n";
    text +=
        "      predict:\n        entrypoint: net:predict\n        output: {name: out}\n"
        "        inputs:\n";
    for (const std::string& line : predict) text += "          - " + line + "\n";
    return folder_.parse(text).models.at(0).runtime;
  }

  Argument bind_one(const std::string& value) {
    return bind({"a: " + value}).load.inputs.at(0).value;
  }
  std::string text(const std::string& value) {
    return std::get<std::string>(bind_one(value).value);
  }
  std::int64_t integer(const std::string& value) {
    return std::get<std::int64_t>(bind_one(value).value);
  }

  DefinitionFolder folder_;
};

TEST_F(Inputs, HaveNamesAndPlaces) {
  const auto inputs = bind({"{name: threshold, value: 0.5}", "sizes: [1]"}).load.inputs;

  ASSERT_EQ(inputs.size(), 2U);
  EXPECT_EQ(inputs[0].name, "threshold");
  EXPECT_EQ(inputs[0].mark, (Mark{10, 20}));
  EXPECT_EQ(inputs[0].value.mark, (Mark{10, 38}));
  EXPECT_EQ(inputs[1].name, "sizes");
  EXPECT_EQ(inputs[1].mark, (Mark{11, 13}));
  EXPECT_EQ(inputs[1].value.mark, (Mark{11, 20}));
}

TEST_F(Inputs, HaveTheTypesOfYaml) {
  EXPECT_EQ(integer("8"), 8);
  EXPECT_EQ(std::get<double>(bind_one("0.5").value), 0.5);
  EXPECT_EQ(std::get<bool>(bind_one("true").value), true);
  EXPECT_EQ(text("yes"), "yes");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(bind_one("~").value));
  EXPECT_TRUE(std::holds_alternative<std::monostate>(bind_one("").value));
}

TEST_F(Inputs, AreTextInQuotes) {
  const Argument argument = bind_one("'8'");

  EXPECT_EQ(std::get<std::string>(argument.value), "8");
  EXPECT_TRUE(argument.quoted);
  EXPECT_FALSE(bind_one("x").quoted);
  EXPECT_EQ(text("!!str 8"), "8");
}

TEST_F(Inputs, KeepListsAndMapsInOrder) {
  const Argument argument = bind_one("{z: [1, two], a: {}}");

  const auto& map = std::get<Argument::Map>(argument.value);
  ASSERT_EQ(map.size(), 2U);
  EXPECT_EQ(map[0].key, "z");
  const auto& list = std::get<Argument::List>(map[0].value.value);
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(std::get<std::int64_t>(list[0].value), 1);
  EXPECT_EQ(std::get<std::string>(list[1].value), "two");
  EXPECT_EQ(map[1].key, "a");
  EXPECT_TRUE(std::get<Argument::Map>(map[1].value.value).empty());
}

TEST_F(Inputs, ReadTheEnvironmentBeforeTheyGetTheirType) {
  EXPECT_EQ(integer("$NUMBER"), 50000);
  EXPECT_EQ(integer("1${NUMBER}"), 150000);
  EXPECT_EQ(text("\"$NUMBER\""), "50000");
  EXPECT_EQ(text("a-$NAME-${NAME}b"), "a-signs-signsb");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(bind_one("$EMPTY").value));
  EXPECT_EQ(text("'$EMPTY'"), "");
}

TEST_F(Inputs, TakeVariablesOfTheEnvironmentAsTheyAre) {
  EXPECT_EQ(text("$DOLLAR"), "$NAME");
}

TEST_F(Inputs, KeepDollarsThatAreNoVariables) {
  EXPECT_EQ(text("5$"), "5$");
  EXPECT_EQ(text("$5"), "$5");
  EXPECT_EQ(text("a$$NAME"), "a$NAME");
  EXPECT_EQ(text("$${model.nmae}"), "${model.nmae}");
}

TEST_F(Inputs, ReadVariablesOfTheModel) {
  const std::string weights = (folder_.path() / "weights/net.onnx").string();

  EXPECT_EQ(text("${model.name}"), "m");
  EXPECT_EQ(text("${model.files.weights.url}"), weights);
  EXPECT_EQ(text("\"file=${model.files.weights.url}\""), "file=" + weights);
  EXPECT_EQ(text("${model.runtime.device}"), "cpu");
}

TEST_F(Inputs, ReadTheDeviceThatWasChosen) {
  const auto inputs =
      bind({"a: ${model.runtime.device}", "b: ${model.runtime.predict.inputs.device}"},
           {"device: cuda:1"})
          .load.inputs;

  ASSERT_EQ(inputs.size(), 2U);
  EXPECT_EQ(std::get<std::string>(inputs[0].value.value), "cuda:1");
  EXPECT_EQ(std::get<std::string>(inputs[1].value.value), "cuda:1");
}

TEST_F(Inputs, ReferToWhatTheRunBrings) {
  const auto inputs =
      bind({}, {"net: ${model.runtime.load.output.model}", "batch: '${datapoints}'",
                "pixels: ${datapoint.image}", "again: ${model.runtime.predict.inputs.batch}"})
          .predict.inputs;

  ASSERT_EQ(inputs.size(), 4U);
  EXPECT_EQ(std::get<Reference>(inputs[0].value.value), Reference::model);
  EXPECT_EQ(std::get<Reference>(inputs[1].value.value), Reference::datapoints);
  EXPECT_EQ(std::get<Reference>(inputs[2].value.value), Reference::images);
  EXPECT_EQ(std::get<Reference>(inputs[3].value.value), Reference::datapoints);
}

TEST_F(Inputs, TakeTheValueOfAnotherInputWithItsType) {
  const Runtime runtime = bind({"a: \"${model.runtime.predict.inputs.sizes}\"",
                                "b: ${model.runtime.load.inputs.a}", "c: 0.50"},
                               {"sizes: [1, 2]", "d: x${model.runtime.load.inputs.c}",
                                "e: [\"${model.runtime.load.inputs.c}\"]"});

  EXPECT_EQ(std::get<Argument::List>(runtime.load.inputs[0].value.value).size(), 2U);
  EXPECT_EQ(std::get<Argument::List>(runtime.load.inputs[1].value.value).size(), 2U);
  EXPECT_EQ(runtime.load.inputs[1].value.mark, (Mark{11, 16}));
  EXPECT_EQ(std::get<std::string>(runtime.predict.inputs[1].value.value), "x0.50");
  const auto& list = std::get<Argument::List>(runtime.predict.inputs[2].value.value);
  EXPECT_EQ(std::get<std::string>(list.at(0).value), "0.50");
}

}  // namespace
}  // namespace assay::definition
