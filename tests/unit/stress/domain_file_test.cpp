// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/domain_file.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "core/stress/domain/built_in.hpp"
#include "core/stress/domain/yaml_literal.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

using testing::HasSubstr;
using testing::Not;

Domain read_back(const std::string& file) {
  const test::TemporaryDirectory folder;
  folder.write("own.yaml", file);
  const auto definition = definition::parse(
      "assay.yaml", "project: {name: p}\ndomains: [{file: own.yaml}]\n", folder.path());
  return make_domain(definition.domains.at(0), definition.source, catalogue());
}

void expect_same(const Domain& domain) {
  const std::string file = file_text(domain);
  EXPECT_EQ(description_of(read_back(file)), description_of(domain)) << file;
}

TEST(DomainFile, SaysWhatADomainHas) {
  const Domain domain = made_domain(
      {"{name: light, operator: BrightnessContrast, axes: [{name: brightness, type: float, range: "
       "[-0.5, 0.5], distribution: normal, severity: 2}, {name: contrast, type: float, fixed: "
       "true, value: 0.25}]}",
       "{name: hue, operator: ShiftHSV, axes: [{name: hue, type: int, range: [-9, 9]}, {name: "
       "sat, type: int, choices: [0, 7]}]}"});
  EXPECT_EQ(file_text(domain),
            "domain:\n"
            "  name: d\n"
            "  transformations:\n"
            "    - name: light\n"
            "      operator: BrightnessContrast\n"
            "      axes:\n"
            "        - {name: brightness, type: float, range: [-0.5, 0.5], distribution: normal, "
            "severity: 2}\n"
            "        - {name: contrast, type: float, fixed: true, value: 0.25}\n"
            "    - name: hue\n"
            "      operator: ShiftHSV\n"
            "      axes:\n"
            "        - {name: hue, type: int, range: [-9, 9]}\n"
            "        - {name: sat, type: int, choices: [0, 7]}\n");
}

TEST(DomainFile, ReadsBackToTheSameDomainAtAnySeverity) {
  for (const BuiltInDomain& built_in : built_in_domains()) {
    for (const double severity : {0.7, 1.0, 3.0, 5.0}) {
      expect_same(make_domain(parse_built_in(built_in), {}, catalogue(), severity));
    }
  }
  expect_same(mixed_domain());
}

TEST(DomainFile, ReadsBackWithAllThatEveryOperatorSearches) {
  for (const Operator& one : catalogue().all()) {
    if (one.inputs == 1) expect_same(domain_of(one, catalogue()));
  }
}

TEST(DomainFile, KeepsValuesThatNeedCare) {
  // Steps of which some are rounded to the same, whole numbers of a real axis, one step.
  expect_same(made_domain(
      {one_axis("a", "ShiftHSV", "name: hue, type: int, range: [0, 3], steps: 9"),
       one_axis("b", "Gamma", "name: gamma, type: int, range: [1, 4], distribution: log_uniform"),
       one_axis("c", "Gamma", "name: gamma, type: float, range: [1, 1], steps: 4"),
       one_axis("d", "Gamma", "name: gamma, type: int, choices: [1, 2]"),
       one_axis("e", "Gamma", "name: gamma, type: float, range: [0.01, 0.1], severity: -0.0"),
       one_axis("f", "Exposure", "name: stops, type: float, range: [-0.0, 0.0]")}));
  // All fixed where they do nothing: still not all that the operator searches.
  const Domain still =
      made_domain({one_axis("a", "Gamma", "name: gamma, type: float, fixed: true, value: 1")});
  EXPECT_TRUE(still.axes().empty());
  expect_same(still);
}

TEST(DomainFile, KeepsGraphsThatPartAndJoin) {
  const Domain domain = made_domain(
      {"{name: in, operator: Gamma}",
       "{name: dark, operator: Gamma, inputs: [{output_from: {transformation: in}}]}",
       "{name: mix, operator: Blend, inputs: [{output_from: {transformation: in}}, {output_from: "
       "{transformation: dark}}]}"});
  EXPECT_THAT(file_text(domain), HasSubstr("- {output_from: {transformation: dark}}"));
  expect_same(domain);
  // In another order than the datapoint goes, but a chain: that needs no links.
  const Domain chain = made_domain(
      {"{name: last, operator: Gamma, inputs: [{output_from: {transformation: first}}]}",
       "{name: first, operator: Gamma}"});
  EXPECT_THAT(file_text(chain), Not(HasSubstr("inputs")));
  expect_same(chain);
}

TEST(DomainFile, KeepsNamesWithQuotesAndVariables) {
  expect_same(made_domain(
      {one_axis("'it''s: {a} \"b\" \\ # '", "Gamma", "name: gamma, type: float, range: [0.5, 2]"),
       one_axis("'true'", "Gamma", "name: gamma, type: float, range: [1, 2]"),
       one_axis("'a$$HOME'", "Gamma", "name: gamma, type: float, range: [1, 2]")}));
}

TEST(YamlLiteral, IsReadAsTheSameType) {
  EXPECT_EQ(yaml_text("gamma_2-b"), "gamma_2-b");
  EXPECT_EQ(yaml_text("null"), "\"null\"");
  EXPECT_EQ(yaml_text("5"), "\"5\"");
  EXPECT_EQ(yaml_text(""), "\"\"");
  EXPECT_EQ(yaml_text("${HOME}\n\"\\\x7F"), "\"$${HOME}\\x0A\\\"\\\\\\x7F\"");
  EXPECT_EQ(yaml_literal(AxisValue(Color{1, 2, 3})), "[1, 2, 3]");
  using Items = std::vector<definition::Scalar>;
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(yaml_literal(Items{std::monostate(), true, std::int64_t{2}, 2.0, 1e22, -infinite,
                               std::string("2")}),
            "[~, true, 2, 2.0, 1e+22, -.inf, \"2\"]");
}

}  // namespace
}  // namespace assay::stress
