// SPDX-License-Identifier: Apache-2.0
// Definitions made to cost time, memory or stack. Each must be refused (or read) within bounds that
// exponential or quadratic work would miss by far.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <ctime>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

std::string repeat(const std::string& text, std::size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

/// The first line of the error; CPU seconds and peak memory it took are checked.
std::string refuse(const std::string& text) {
  constexpr double kSeconds = 2;        // sanitizers and busy machines included
  constexpr long kKilobytes = 400'000;  // the same
  const DefinitionFolder folder;
  rusage before{};
  rusage after{};
  getrusage(RUSAGE_SELF, &before);
  const std::clock_t start = std::clock();
  const std::string message = folder.message_of(text);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, kSeconds);
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, kKilobytes);
  return message.substr(0, message.find('\n'));
}

constexpr const char* kTooDeep =
    "lists and maps are nested more than 64 deep; a definition never needs that";

TEST(HostileDefinition, LaughsABillionTimes) {
  std::string text = "project:\n  name: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "  k" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
            repeat(", " + before, 8) + "]\n";
  }

  EXPECT_EQ(refuse(text),
            "assay.yaml:7:12: more than 100000 values, aliases written out; make it smaller");
}

TEST(HostileDefinition, RepeatsALongTextThroughAliases) {
  const std::string text = "project:\n  name: &a " + repeat("x", 500'000) + "\n  description: [" +
                           repeat("*a,", 50'000) + "]\n";

  EXPECT_EQ(refuse(text),
            "assay.yaml:3:38: more than 4194304 bytes of text, aliases written out; make it "
            "smaller");
}

TEST(HostileDefinition, RepeatsALongTextThroughTheEnvironment) {
  std::string inputs;
  for (int i = 0; i < 30; ++i) {
    inputs += "          - a" + std::to_string(i) + ": \"${model.runtime.load.inputs.a" +
              std::to_string(i + 1) + "}${model.runtime.load.inputs.a" + std::to_string(i + 1) +
              "}\"\n";
  }
  const std::string text =
      "project: {name: p}\nmodels:\n  - name: m\n    runtime:\n"
      "      predict: {entrypoint: 'n:p', output: {name: o}}\n"
      "      load:\n        entrypoint: n:l\n        output: {name: m}\n        inputs:\n" +
      inputs + "          - a30: laugh\n";

  EXPECT_EQ(refuse(text),
            "assay.yaml:21:18: with all that it refers to, the definition is larger than 100000 "
            "values or 4194304 bytes; make it smaller");
}

TEST(HostileDefinition, CopiesAListManyTimes) {
  std::string text =
      "project: {name: p}\nmodels:\n  - name: m\n    runtime:\n"
      "      predict: {entrypoint: 'n:p', output: {name: o}}\n"
      "      load:\n        entrypoint: n:l\n        output: {name: m}\n        inputs:\n"
      "          - list: [" +
      repeat("1,", 50'000) + "]\n";
  for (int i = 0; i < 1000; ++i) {
    text += "          - a" + std::to_string(i) + ": ${model.runtime.load.inputs.list}\n";
  }

  EXPECT_EQ(refuse(text),
            "assay.yaml:12:17: with all that it refers to, the definition is larger than 100000 "
            "values or 4194304 bytes; make it smaller");
}

TEST(HostileDefinition, TransformsAThousandTimesAndOnce) {
  std::string text = "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n";
  for (int i = 0; i <= 1000; ++i) {
    text += "      - {name: a" + std::to_string(i) + ", operator: Affine}\n";
  }

  EXPECT_EQ(
      refuse(text),
      "assay.yaml:5:7: a domain has at most 1000 transformations, this has 1001; make several "
      "domains of it");
}

TEST(HostileDefinition, ReferencesInALongRow) {
  std::string text =
      "project: {name: p}\nmodels:\n  - name: m\n    runtime:\n"
      "      predict: {entrypoint: 'n:p', output: {name: o}}\n"
      "      load:\n        entrypoint: n:l\n        output: {name: m}\n        inputs:\n";
  for (int i = 0; i < 15'000; ++i) {
    text += "          - a" + std::to_string(i) + ": ${model.runtime.load.inputs.a" +
            std::to_string(i + 1) + "}\n";
  }
  text += "          - a15000: 1\n";

  EXPECT_EQ(
      refuse(text),
      "assay.yaml:73:18: more than 64 inputs refer to each other in a row; refer to the first "
      "one");
}

TEST(HostileDefinition, NestsDeeply) {
  EXPECT_EQ(refuse(repeat("[", 100'000)), std::string("assay.yaml:1:1001: ") + kTooDeep);
  EXPECT_EQ(refuse(repeat("{a: ", 100'000)), std::string("assay.yaml:1:4001: ") + kTooDeep);
  EXPECT_EQ(refuse(repeat("- ", 100'000)), std::string("assay.yaml:1:129: ") + kTooDeep);
  EXPECT_EQ(refuse(repeat("? ", 100'000)), std::string("assay.yaml:1:129: ") + kTooDeep);
  EXPECT_EQ(refuse(repeat("[\n", 100'000)), std::string("assay.yaml:1001:1: ") + kTooDeep);
  EXPECT_EQ(refuse(repeat("[']',", 20'000) + "x" + repeat("]", 20'000)),
            std::string("assay.yaml:1:321: ") + kTooDeep);
}

TEST(HostileDefinition, NestsThroughAliases) {
  std::string text = "project: &a0 {k: 1}\n";
  for (int i = 1; i < 70; ++i) {
    text += "k" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) +
            "]\n";
  }

  EXPECT_EQ(refuse(text), std::string("assay.yaml:64:12: ") + kTooDeep);
}

TEST(HostileDefinition, HasManyUnknownKeys) {
  std::string text = "project: {name: p}\n";
  for (int i = 0; i < 45'000; ++i) text += "k" + std::to_string(i) + ":\n";

  EXPECT_EQ(refuse(text).substr(0, 32), "assay.yaml:2:1: unknown key 'k0'");
}

TEST(HostileDefinition, HasManyUnknownVariables) {
  std::string text =
      "project: {name: p}\nmodels:\n  - name: m\n    runtime:\n"
      "      predict: {entrypoint: 'n:p', output: {name: o}}\n"
      "      load:\n        entrypoint: n:l\n        output: {name: m}\n        inputs:\n";
  for (int i = 0; i < 15'000; ++i) {
    text += "          - abcdef" + std::to_string(i) + ": ${model.runtime.load.inputs.abcdef}\n";
  }

  EXPECT_EQ(refuse(text).substr(0, 80),
            "assay.yaml:10:22: unknown variable 'model.runtime.load.inputs.abcdef'; did you m");
}

TEST(HostileDefinition, HasManyFiles) {
  std::string text = "project: {name: p}\nmodels:\n  - name: m\n    files:\n";
  for (int i = 0; i < 15'000; ++i) {
    text += "      - {name: f" + std::to_string(i) + ", url: x}\n";
  }

  EXPECT_EQ(refuse(text).substr(0, 32), "assay.yaml:3:5: 'runtime' is mis");
}

TEST(HostileDefinition, HasManyModelsThatTakeOneRuntime) {
  std::string text =
      "project: {name: p}\nmodels:\n  - name: ${model.name}\n    runtime:\n"
      "      load: {entrypoint: 'n:l', output: {name: m}}\n"
      "      predict: {entrypoint: 'n:p', output: {name: o}}\n";
  for (int i = 0; i < 15'000; ++i) text += "  - name: m" + std::to_string(i) + "\n";

  EXPECT_THAT(refuse(text),
              testing::HasSubstr("with all that it refers to, the definition is larger"));
}

TEST(HostileDefinition, HasManyModelsOfOneRepository) {
  std::string text = "project: {name: p}\nmodels:\n";
  for (int i = 0; i < 15'000; ++i) text += "  - name: m" + std::to_string(i) + "\n";

  EXPECT_THAT(refuse(text), testing::HasSubstr("3:5: 'runtime' is missing in a model"));
}

TEST(HostileDefinition, HasCategoriesWithLargeNumbers) {
  std::string text = "project: {name: p}\ndatasets:\n";
  for (int i = 0; i < 5'000; ++i) {
    text += "  - {name: d" + std::to_string(i) +
            ", format: YOLO, stage: test, data_url: a, categories: {65535: a}}\n";
  }

  EXPECT_THAT(refuse(text), testing::HasSubstr("assay.yaml:4:"));
  EXPECT_THAT(refuse(text), testing::HasSubstr("with all that it refers to, the definition is"));
}

TEST(HostileDefinition, HasALongChainOfTransformations) {
  std::string text = "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n";
  for (int i = 0; i < 1'000; ++i) {
    const std::string name = "t" + std::to_string(i);
    const std::string from = "t" + std::to_string((i + 999) % 1'000);
    text += "      - {name: " + name +
            ", operator: x, inputs: [output_from: {transformation: " + from + "}]}\n";
  }

  EXPECT_THAT(refuse(text), testing::HasSubstr("transformations go in a circle: 't0' -> 't1'"));
}

TEST(HostileDefinition, IsOneLongLine) {
  EXPECT_EQ(refuse("project: {name: p}\ngates: [" + repeat("1,", 90'000) + "]\n"),
            "assay.yaml:2:9: a gate must be a map, got the number 1");
}

TEST(HostileDefinition, HasTooManyValues) {
  EXPECT_EQ(refuse("gates: [" + repeat("1,", 100'001) + "]\n").substr(0, 55),
            "assay.yaml:1:200003: more than 100000 values, aliases w");
}

}  // namespace
}  // namespace assay::definition
