// SPDX-License-Identifier: Apache-2.0
// A model without a runtime takes it from the files of its repository.
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string runtime_of(const std::string& module) {
  return "    runtime:\n"
         "      load: {entrypoint: '" +
         module + ":load', output: {name: model}, inputs: [called: '${model.name}']}\n" +
         "      predict: {entrypoint: '" + module + ":predict', output: {name: out}}\n";
}

const std::string kAsking =
    "project: {name: p}\nmodels:\n  - name: net\n    repository: {url: repo}\n";

class BorrowRuntime : public testing::Test {
 protected:
  Model read(const std::string& text = kAsking) const { return folder_.parse(text).models.at(0); }

  DefinitionFolder folder_;
};

TEST_F(BorrowRuntime, TakesTheModelOfItsName) {
  folder_.write("repo/assay.yaml", "models:\n  - name: ${model.name}\n" + runtime_of("any") +
                                       "  - name: net\n" + runtime_of("own"));

  const Model model = read();

  EXPECT_EQ(model.runtime.load.module, "own");
  ASSERT_NE(model.runtime_source, nullptr);
  EXPECT_EQ(model.runtime_source->name, "repo/assay.yaml");
  EXPECT_EQ(model.runtime.load.mark, (Mark{8, 26}));
}

TEST_F(BorrowRuntime, TakesTheModelOfAnyName) {
  folder_.write("repo/efemarai.yaml", "models:\n  - name: $model.name\n" + runtime_of("any"));

  const Model model = read();

  EXPECT_EQ(model.name, "net");
  EXPECT_EQ(model.runtime.load.module, "any");
  EXPECT_EQ(std::get<std::string>(model.runtime.load.inputs.at(0).value.value), "net");
  EXPECT_EQ(model.runtime_source->name, "repo/efemarai.yaml");
}

TEST_F(BorrowRuntime, AsksOurOwnFileFirstAndTheOtherWhereItSaysNothing) {
  folder_.write("repo/assay.yaml", "models:\n  - name: other\n" + runtime_of("ours"));
  folder_.write("repo/efemarai.yaml", "models:\n  - name: net\n" + runtime_of("theirs"));
  EXPECT_EQ(read().runtime.load.module, "theirs");

  folder_.write("repo/assay.yaml", "models:\n  - name: net\n" + runtime_of("ours"));
  EXPECT_EQ(read().runtime.load.module, "ours");
}

TEST_F(BorrowRuntime, TakesClassesAndFilesWhereTheDefinitionHasNone) {
  folder_.write("repo/net.onnx", "");
  folder_.write("repo/assay.yaml",
                "models:\n  - name: net\n    classes: [a, b]\n"
                "    files: [{name: weights, url: net.onnx}]\n" +
                    runtime_of("own"));

  const Model without = read();
  const Model with = read(kAsking + "    classes: [c]\n    files: []\n");

  EXPECT_THAT(without.classes.names, ElementsAre("a", "b"));
  EXPECT_EQ(without.classes.source->name, "repo/assay.yaml");
  EXPECT_EQ(without.files.at(0).path, folder_.path() / "repo/net.onnx");
  EXPECT_THAT(with.classes.names, ElementsAre("c"));
  EXPECT_EQ(with.classes.source, nullptr);
}

TEST_F(BorrowRuntime, LetsTheDefinitionsOwnRuntimeWin) {
  folder_.write("repo/assay.yaml", "models:\n  - name: net\n" + runtime_of("theirs"));

  const Definition definition = folder_.parse(kAsking + runtime_of("own"));

  EXPECT_EQ(definition.models.at(0).runtime.load.module, "own");
  EXPECT_EQ(&runtime_source(definition, definition.models.at(0)), &definition.source);
}

TEST_F(BorrowRuntime, TakesTheDefinitionsOwnModelOfAnyName) {
  const Definition definition = folder_.parse("project: {name: p}\nmodels:\n  - name: net\n" +
                                              ("  - name: ${model.name}\n" + runtime_of("any")));

  EXPECT_EQ(definition.models.at(0).runtime.load.module, "any");
  EXPECT_EQ(std::get<std::string>(definition.models.at(0).runtime.load.inputs.at(0).value.value),
            "net");
  EXPECT_EQ(definition.models.at(0).runtime_source, nullptr);
}

TEST_F(BorrowRuntime, PointsAtFaultsWhereTheyAre) {
  folder_.write("repo/assay.yaml", "models:\n  - name: net\n    runtime: {laod: 1}\n");

  EXPECT_EQ(folder_.message_of(kAsking + "    description: 5\n"),
            "assay.yaml:5:18: 'description' of a model must be text, got 5; put it in quotes\n"
            "        description: 5\n"
            "                     ^\n"
            "repo/assay.yaml:3:14: 'predict' is missing in runtime\n"
            "        runtime: {laod: 1}\n"
            "                 ^\n"
            "repo/assay.yaml:3:15: unknown key 'laod' in runtime; did you mean 'load'?\n"
            "        runtime: {laod: 1}\n"
            "                  ^\n"
            "2 problems in repo/assay.yaml");
}

TEST_F(BorrowRuntime, PointsAtSyntaxWhereItIs) {
  folder_.write("repo/assay.yaml", "models: [\n");

  EXPECT_THAT(folder_.message_of(kAsking),
              HasSubstr("repo/assay.yaml:1:9: this bracket is never closed"));
  EXPECT_THAT(folder_.message_of(kAsking), Not(HasSubstr("'runtime' is missing")));
}

TEST_F(BorrowRuntime, ReportsOneFileOnceForSeveralModels) {
  folder_.write("repo/assay.yaml", "models:\n  - {name: '${model.name}', runtime: 5}\n");

  EXPECT_EQ(folder_.message_of(kAsking + "  - name: two\n    repository: {url: repo}\n"),
            "repo/assay.yaml:2:38: runtime must be a map, got the number 5\n"
            "      - {name: '${model.name}', runtime: 5}\n"
            "                                         ^");
}

TEST_F(BorrowRuntime, SaysBothRemediesWhenThereIsNone) {
  folder_.write("repo/assay.yaml", "project: {name: other}\n");

  EXPECT_THAT(folder_.message_of(kAsking),
              HasSubstr("'runtime' is missing in a model; add it here, or to a model named 'net' "
                        "or '${model.name}' in assay.yaml or efemarai.yaml of its repository "
                        "{dir}/repo"));
}

TEST_F(BorrowRuntime, DoesNotAskTheDefinitionItself) {
  const std::string text = "project: {name: p}\nmodels:\n  - name: net\n";
  folder_.write("assay.yaml", text);

  EXPECT_THAT(folder_.message_of(text), HasSubstr("3:5: 'runtime' is missing in a model"));
}

}  // namespace
}  // namespace assay::definition
