// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "tests/unit/definition/definition_folder.hpp"

namespace assay::definition {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using Ends = std::vector<Endpoint>;

/// A definition with one domain of these transformations, one a line.
std::string with_transformations(const std::string& lines) {
  return "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n" + lines;
}

/// The same with one transformation of one axis.
std::string with_axis(const std::string& axis) {
  return with_transformations("      - {name: t, operator: Gamma, axes: [{name: x, " + axis +
                              "}]}\n");
}

class ReadDomains : public testing::Test {
 protected:
  Domain read(const std::string& text) const { return folder_.parse(text).domains.at(0); }
  Axis axis(const std::string& keys) const {
    return read(with_axis(keys)).transformations.at(0).axes.at(0);
  }
  /// The first line of what is said about an axis.
  std::string fault(const std::string& keys) const {
    const std::string message = folder_.message_of(with_axis(keys));
    return message.substr(0, message.find('\n'));
  }

  DefinitionFolder folder_;
};

TEST_F(ReadDomains, TakesTransformationsInTheirOrderWithoutLinks) {
  const Domain domain =
      read(with_transformations("      - {name: a, operator: Gamma}\n"
                                "      - {name: b, operator: Blur}\n"));

  ASSERT_EQ(domain.transformations.size(), 2U);
  EXPECT_EQ(domain.transformations[0].operator_name, "Gamma");
  EXPECT_THAT(domain.transformations[0].inputs, testing::IsEmpty());
  EXPECT_THAT(domain.transformations[0].outputs, ElementsAre(Ends{{1, 0}}));
  EXPECT_THAT(domain.transformations[1].inputs, ElementsAre(Endpoint{0, 0}));
  EXPECT_EQ(domain.transformations[1].mark, (Mark{6, 16}));
}

TEST_F(ReadDomains, ReadsEfemaraisLinks) {
  const Domain domain = read(with_transformations(
      "      - name: evaluate\n        operator: EvaluateSample\n        axes: []\n"
      "        inputs: [{type: Datapoint, output_from: {transformation: image, index: 0}}]\n"
      "        outputs: []\n        position: {x: 1, y: 2.5}\n"
      "      - name: image\n        operator: ChooseImage\n        inputs: []\n"
      "        outputs: [{type: Datapoint, input_to: [{transformation: evaluate, index: 0}]}]\n"));

  EXPECT_THAT(domain.transformations[0].inputs, ElementsAre(Endpoint{1, 0}));
  EXPECT_THAT(domain.transformations[1].outputs, ElementsAre(Ends{{0, 0}}));
}

TEST_F(ReadDomains, TakesWhatOneEndOfALinkDoesNotSayFromTheOther) {
  const Domain domain = read(
      with_transformations("      - {name: a, operator: ChooseImage}\n"
                           "      - {name: b, operator: Blur, inputs: [output_from: "
                           "{transformation: a}], outputs: [input_to: [{transformation: c}]]}\n"
                           "      - {name: c, operator: EvaluateSample}\n"));

  EXPECT_THAT(domain.transformations[0].outputs, ElementsAre(Ends{{1, 0}}));
  EXPECT_THAT(domain.transformations[2].inputs, ElementsAre(Endpoint{1, 0}));
}

TEST_F(ReadDomains, LetsAnOutputGoToSeveralInputs) {
  const Domain domain = read(with_transformations(
      "      - {name: a, operator: ChooseImage}\n"
      "      - {name: b, operator: Blur, inputs: [output_from: {transformation: a}]}\n"
      "      - {name: c, operator: Merge, inputs: [output_from: {transformation: a}, output_from: "
      "{transformation: b}]}\n"));

  EXPECT_THAT(domain.transformations[0].outputs, ElementsAre(Ends{{1, 0}, {2, 0}}));
}

TEST_F(ReadDomains, ReadsNumbersWithARange) {
  const Axis real = axis("type: float, range: [-1, 2.5], fixed: false");
  const Axis whole = axis("type: int, range: [3, 3], steps: 4, distribution: normal, severity: 0");

  EXPECT_EQ(real.type, AxisType::real);
  EXPECT_EQ(real.range, (std::pair{-1.0, 2.5}));
  EXPECT_EQ(real.steps, std::nullopt);
  EXPECT_EQ(real.severity, 1);
  EXPECT_EQ(whole.range, (std::pair{3.0, 3.0}));
  EXPECT_EQ(whole.steps, 4U);
  EXPECT_EQ(whole.distribution, Distribution::normal);
  EXPECT_EQ(whole.severity, 0);
}

TEST_F(ReadDomains, ReadsChoicesOfEveryType) {
  EXPECT_THAT(axis("type: float, range: [], choices: [1, 2.5]").choices,
              ElementsAre(AxisValue(1.0), AxisValue(2.5)));
  EXPECT_THAT(axis("type: int, choices: [1]").choices, ElementsAre(AxisValue(std::int64_t{1})));
  EXPECT_THAT(axis("type: bool, choices: [true]").choices, ElementsAre(AxisValue(true)));
  EXPECT_THAT(axis("type: str, choices: [jpg]").choices,
              ElementsAre(AxisValue(std::string("jpg"))));
  EXPECT_THAT(axis("type: Color, choices: [[0, 128, 255]]").choices,
              ElementsAre(AxisValue(Color{0, 128, 255})));
  EXPECT_THAT(axis("type: list, choices: [[1, a]]").choices,
              ElementsAre(AxisValue(std::vector<Scalar>{std::int64_t{1}, std::string("a")})));
}

TEST_F(ReadDomains, GivesAFreeFlagBothValues) {
  EXPECT_THAT(axis("type: bool, range: [], choices: [], fixed: false").choices,
              ElementsAre(AxisValue(false), AxisValue(true)));
}

TEST_F(ReadDomains, PrefersARangeToChoices) {
  const Axis both = axis("type: int, range: [0, 5], choices: [1, 2]");

  EXPECT_TRUE(both.range);
  EXPECT_TRUE(both.choices.empty());
}

TEST_F(ReadDomains, ReadsTheValueOfAFixedAxis) {
  const Axis fixed = axis("type: float, range: [-10, 10], fixed: true, value: 0");

  EXPECT_TRUE(fixed.fixed);
  EXPECT_EQ(fixed.value, AxisValue(0.0));
}

TEST_F(ReadDomains, RefusesAxesThatSayNothingUseful) {
  EXPECT_THAT(fault("type: float"), HasSubstr("the axis 'x' has no values to search; give it"));
  EXPECT_THAT(fault("type: int, fixed: true"), HasSubstr("'value' is missing in the axis 'x'; a "));
  EXPECT_THAT(fault("type: int, range: [2, 1]"), HasSubstr("low 2 is more than high 1; swap them"));
  EXPECT_THAT(fault("type: int, range: [1]"), HasSubstr("must be [low, high], got a list of 1"));
  EXPECT_THAT(fault("type: str, range: [1, 2]"), HasSubstr("list its values in 'choices'"));
  EXPECT_THAT(fault("type: float, range: [0, 1], distribution: log_uniform"),
              HasSubstr("is log_uniform, which needs a range above 0, got one from 0"));
  EXPECT_THAT(fault("type: int, choices: [1], steps: 5"),
              HasSubstr("says nothing without 'range'"));
  EXPECT_THAT(fault("type: int, choices: [1], severity: -1"), HasSubstr("must be 0 or more"));
}

TEST_F(ReadDomains, RefusesValuesOfAnotherType) {
  EXPECT_THAT(fault("type: int, fixed: true, value: 3.0"),
              HasSubstr("'value' of the axis 'x' must be a whole number, got the number 3.0"));
  EXPECT_THAT(fault("type: bool, choices: [1]"),
              HasSubstr("must be true or false, got the number"));
  EXPECT_THAT(fault("type: str, choices: [5]"), HasSubstr("must be text, got 5; put it in quotes"));
  EXPECT_THAT(fault("type: Color, fixed: true, value: [0, 0]"),
              HasSubstr("must be [red, green, blue], got a list of 2"));
  EXPECT_THAT(fault("type: Color, fixed: true, value: [0, 0, 300]"), HasSubstr("must be 0 to 255"));
  EXPECT_THAT(fault("type: list, fixed: true, value: 5"),
              HasSubstr("must be a list, got the numb"));
}

TEST_F(ReadDomains, ReadsADomainFromAFile) {
  folder_.write("domains/light.yaml",
                "domain:\n  name: light\n  transformations: [{name: a, operator: Gamma}]\n");

  const Definition definition = folder_.parse(
      "project: {name: p}\ndomains:\n  - file: domains/light.yaml\n"
      "  - {name: mine, file: domains/light.yaml}\n");

  EXPECT_EQ(definition.domains[0].name, "light");
  EXPECT_EQ(definition.domains[1].name, "mine");
  EXPECT_EQ(definition.domains[0].source->name, "domains/light.yaml");
  EXPECT_EQ(definition.domains[0].transformations.at(0).mark, (Mark{3, 28}));
}

TEST_F(ReadDomains, ReadsSeveritiesOfDomainsAndTransformations) {
  const Domain domain = read(
      "project: {name: p}\ndomains:\n  - name: d\n    severity: 2.5\n    transformations:\n"
      "      - {name: a, operator: Gamma, severity: 5}\n      - {name: b, operator: Gamma}\n");

  EXPECT_EQ(domain.severity, 2.5);
  EXPECT_EQ(domain.transformations[0].severity, 5);
  EXPECT_EQ(domain.transformations[1].severity, std::nullopt);
}

TEST_F(ReadDomains, PrefersTheEntrysSeverityToTheFiles) {
  folder_.write("light.yaml",
                "domain: {name: light, severity: 4, transformations: [{name: a, operator: G}]}\n");

  const Definition definition = folder_.parse(
      "project: {name: p}\ndomains:\n  - file: light.yaml\n"
      "  - {name: mild, file: light.yaml, severity: 1}\n");

  EXPECT_EQ(definition.domains[0].severity, 4);
  EXPECT_EQ(definition.domains[1].severity, 1);
}

TEST_F(ReadDomains, RefusesSeveritiesBeyondTheScale) {
  const auto fault_of = [&](const std::string& severity) {
    return folder_.message_of("project: {name: p}\ndomains:\n  - name: d\n    severity: " +
                              severity + "\n    transformations: [{name: a, operator: Gamma}]\n");
  };
  for (const char* severity : {"0", "-1", "5.1", "1e9"}) {
    EXPECT_THAT(fault_of(severity),
                HasSubstr("assay.yaml:4:15: 'severity' of the domain 'd' must be above 0 and at "
                          "most 5, which is all of the ranges, got "));
  }
  for (const char* severity : {"mild", "[1]", ".inf", "true", "'3'"}) {
    EXPECT_THAT(fault_of(severity), HasSubstr("must be a ")) << severity;
  }
}

TEST_F(ReadDomains, PointsAtFaultsInTheFile) {
  folder_.write("light.yaml", "domain: {transformations: [{name: a}]}\n");

  EXPECT_EQ(folder_.message_of("project: {name: p}\ndomains: [{name: d, file: light.yaml}]\n"),
            "light.yaml:1:28: 'operator' is missing in the transformation 'a'\n"
            "    domain: {transformations: [{name: a}]}\n"
            "                               ^");
}

}  // namespace
}  // namespace assay::definition
