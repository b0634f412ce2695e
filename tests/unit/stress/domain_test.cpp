// SPDX-License-Identifier: Apache-2.0
#include "core/stress/domain/domain.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/stress/domain/point_text.hpp"
#include "core/stress/domain/probe.hpp"
#include "core/stress/domain/transform.hpp"
#include "tests/unit/stress/picture.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A domain of a definition whose transformations are these lines.
Domain domain_of(const std::string& transformations) {
  const std::string text =
      "project: {name: p}\ndomains:\n  - name: d\n    transformations:\n" + transformations;
  const auto definition = definition::parse("assay.yaml", text, "/");
  return make_domain(definition.domains.at(0), definition.source, catalogue());
}

std::string error_of(const std::string& transformations) {
  try {
    domain_of(transformations);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

Picture at_point(const Domain& domain, const DomainPoint& point, const Picture& picture) {
  Picture result{picture.size, std::vector<std::uint8_t>(picture.rgb.size(), 0xAB)};
  Workspace workspace;
  transform(domain, point, {picture.view(), "picture.png", 1, 0}, result.writable(), workspace);
  return result;
}

TEST(MakeDomain, ListsFreeAxesByTransformation) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [0.5, 2]}]}\n"
      "      - name: b\n"
      "        operator: BrightnessContrast\n"
      "        axes:\n"
      "          - {name: brightness, type: float, range: [-0.5, 0.5]}\n"
      "          - {name: contrast, type: float, fixed: true, value: 0.25}\n");

  ASSERT_EQ(domain.axes().size(), 2U);
  EXPECT_EQ(domain.axes()[0].key, "a.gamma");
  EXPECT_EQ(domain.axes()[1].key, "b.brightness");
  EXPECT_EQ(domain.values(1, {1.0, 0.1}).real("contrast"), 0.25);
  EXPECT_EQ(domain.values(1, {1.0, 0.1}).real("brightness"), 0.1);
}

TEST(MakeDomain, KeepsAxesOfTheSameNameApart) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [0.5, 1]}]}\n"
      "      - {name: b, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 2]}]}\n");

  EXPECT_EQ(domain.values(0, {0.6, 1.7}).real("gamma"), 0.6);
  EXPECT_EQ(domain.values(1, {0.6, 1.7}).real("gamma"), 1.7);
}

TEST(MakeDomain, SearchesWhatAnOperatorSearchesWhereNoAxesAreListed) {
  const Domain domain = domain_of("      - {name: a, operator: Affine}\n");
  std::vector<std::string> keys;
  for (const FreeAxis& axis : domain.axes()) keys.push_back(axis.key);

  EXPECT_THAT(keys, ElementsAre("a.affine_scale", "a.shear_x", "a.shear_y", "a.affine_rotate"));
}

TEST(MakeDomain, PointsAtWhatIsWrong) {
  EXPECT_EQ(error_of("      - {name: a, operator: Gama}\n"),
            "assay.yaml:5:29: there is no operator 'Gama'; did you mean 'Gamma'?\n"
            "          - {name: a, operator: Gama}\n"
            "                                ^");
  EXPECT_THAT(error_of("      - {name: a, operator: WordSplit}\n"), HasSubstr("changes text"));
  EXPECT_THAT(error_of("      - name: a\n        operator: Gamma\n        axes:\n"
                       "          - {name: gama, type: float, range: [0.5, 1]}\n"),
              HasSubstr("assay.yaml:8:20: Gamma has no axis 'gama'; did you mean 'gamma'?"));
  EXPECT_THAT(error_of("      - name: a\n        operator: Gamma\n        axes:\n"
                       "          - {name: gamma, type: float, range: [-1, 1]}\n"),
              HasSubstr("the axis 'gamma' takes 0.01 to 100, not -1"));
  EXPECT_THAT(error_of("      - name: a\n        operator: Gamma\n        axes:\n"
                       "          - {name: gamma, type: bool}\n"),
              HasSubstr("the axis 'gamma' is of type float, and false is none"));
  EXPECT_THAT(error_of("      - name: a\n        operator: HorizontalFlip\n        axes:\n"
                       "          - {name: hflip, type: float, range: [0, 1]}\n"),
              HasSubstr("the axis 'hflip' has no range; list some of false or true in 'choices'"));
  EXPECT_THAT(error_of("      - {name: a, operator: Gamma}\n"
                       "      - {name: b, operator: Blend}\n"),
              HasSubstr("'b' needs 2 inputs (Blend), and has 1"));
}

TEST(MakeDomain, RefusesMoreStepsThanItWouldKeep) {
  const std::string axis = "axes: [{name: gamma, type: float, range: [1, 2], steps: 60000}]}\n";
  EXPECT_EQ(error_of("      - {name: a, operator: Gamma, " + axis), "");
  EXPECT_THAT(error_of("      - {name: a, operator: Gamma, " + axis +
                       "      - {name: b, operator: Gamma, " + axis +
                       "      - {name: c, operator: Gamma, " + axis),
              testing::AllOf(HasSubstr("assay.yaml:6:16: the axes of a domain have at most 100000 "
                                       "'steps' together, which 'b.gamma' goes beyond"),
                             testing::Not(HasSubstr("c.gamma"))));
}

TEST(MakeDomain, RefusesToJoinImagesWhoseObjectsAreApart) {
  const std::string message = error_of(
      "      - {name: in, operator: ChooseImage, axes: [], outputs: [{input_to: "
      "[{transformation: turn}, {transformation: mix, index: 1}]}]}\n"
      "      - {name: turn, operator: Affine, outputs: [{input_to: [{transformation: mix}]}], "
      "inputs: [{output_from: {transformation: in}}]}\n"
      "      - {name: mix, operator: Blend, inputs: [{output_from: {transformation: turn}}, "
      "{output_from: {transformation: in}}]}\n");
  EXPECT_THAT(message, HasSubstr("'mix' joins images whose objects are at different places"));
}

TEST(PointText, TellsAxesApartWhoseNamesBeginAlike) {
  // The key of the second begins as a setting of the first does.
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 2]}]}\n"
      "      - {name: a.gamma=b, operator: Gamma, axes: [{name: gamma, type: float, range: [1, "
      "2]}]}\n");
  const DomainPoint point{1.25, 1.75};
  DomainPoint read = domain.weakest_point();
  apply_settings(domain, settings_of(domain, point), read);

  EXPECT_EQ(read, point);
  EXPECT_EQ(key_of(domain, "a.gamma=1.5"), "a.gamma");
  EXPECT_EQ(key_of(domain, "a.gamma=b.gamma=1.5"), "a.gamma=b.gamma");
  EXPECT_EQ(key_of(domain, "none=1"), "none");
}

TEST(FreeAxis, GivesEachDiscreteValueAnEqualShare) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Posterize, axes: [{name: num_bits, type: int, range: [1, 4]}]}\n"
      "      - {name: b, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 2], steps: "
      "3}]}\n");
  const FreeAxis& bits = domain.axes()[0];
  const FreeAxis& gamma = domain.axes()[1];

  EXPECT_EQ(value_count(bits), 4U);
  EXPECT_EQ(value_at(bits, 0), AxisValue(std::int64_t{1}));
  EXPECT_EQ(value_at(bits, 0.26), AxisValue(std::int64_t{2}));
  EXPECT_EQ(value_at(bits, 1), AxisValue(std::int64_t{4}));
  EXPECT_EQ(place_of(bits, std::int64_t{2}), 0.375);
  EXPECT_THAT(gamma.choices, ElementsAre(AxisValue(1.0), AxisValue(1.5), AxisValue(2.0)));
  EXPECT_EQ(value_at(gamma, 0.5), AxisValue(1.5));
}

TEST(FreeAxis, DrawsWhatItsDistributionSays) {
  const Domain domain = domain_of(
      "      - name: a\n        operator: BrightnessContrast\n        axes:\n"
      "          - {name: brightness, type: float, range: [-0.4, 0.4], distribution: normal}\n"
      "      - name: b\n        operator: Gamma\n        axes:\n"
      "          - {name: gamma, type: float, range: [0.25, 4], distribution: log_uniform}\n");

  EXPECT_NEAR(std::get<double>(quantile(domain.axes()[0], 0.5)), 0, 1e-12);
  // Cut off at two deviations: 0.6827 of 0.9545 are within one.
  EXPECT_NEAR(std::get<double>(quantile(domain.axes()[0], 0.5 + 0.6827 / 0.9545 / 2)), 0.2, 1e-4);
  EXPECT_NEAR(std::get<double>(quantile(domain.axes()[1], 0.5)), 1, 1e-9);
  EXPECT_NEAR(std::get<double>(quantile(domain.axes()[1], 0.25)), 0.5, 1e-9);
}

TEST(FreeAxis, MeasuresStrengthFromWhereItDoesLeast) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [0.5, 3]}]}\n"
      "      - {name: b, operator: HorizontalFlip, axes: [{name: hflip, type: bool}]}\n");

  EXPECT_EQ(domain.weakest_point(), (DomainPoint{1.0, false}));
  EXPECT_EQ(strength_of(domain.axes()[0], 1.0), 0);
  EXPECT_EQ(strength_of(domain.axes()[0], 2.0), 0.5);
  EXPECT_EQ(strength_of(domain.axes()[1], true), 1);
}

TEST(Transform, DoesOneAfterTheOther) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma}\n      - {name: b, operator: HorizontalFlip}\n"
      "      - {name: c, operator: Solarize}\n");
  const Picture picture = scene();
  const Picture expected = transformed(transformed(transformed(picture, "Gamma", {{"gamma", 0.6}}),
                                                   "HorizontalFlip", {{"hflip", true}}),
                                       "Solarize", {{"solarize_threshold", std::int64_t{90}}});

  EXPECT_EQ(at_point(domain, {0.6, true, std::int64_t{90}}, picture), expected);
}

TEST(Transform, ChangesNothingWhereAllAxesDoLeast) {
  const Domain domain = domain_of(
      "      - {name: a, operator: Gamma}\n      - {name: b, operator: Affine}\n"
      "      - {name: c, operator: Perspective}\n");
  EXPECT_EQ(at_point(domain, domain.weakest_point(), scene()), scene());
}

TEST(Transform, FollowsBranchesAndMerges) {
  const Domain domain = domain_of(
      "      - {name: in, operator: ChooseImage, outputs: [{input_to: "
      "[{transformation: dark}, {transformation: mix, index: 1}]}]}\n"
      "      - {name: dark, operator: Gamma, axes: [{name: gamma, type: float, fixed: true, value: "
      "2.0}], inputs: [{output_from: {transformation: in}}], outputs: [{input_to: "
      "[{transformation: mix}]}]}\n"
      "      - {name: mix, operator: Blend, inputs: [{output_from: {transformation: dark}}, "
      "{output_from: {transformation: in}}]}\n");
  const Picture picture = plain({3, 2}, {64, 64, 64});

  EXPECT_EQ(at_point(domain, {0.0}, picture).rgb[0], 16);
  EXPECT_EQ(at_point(domain, {1.0}, picture).rgb[0], 64);
  EXPECT_EQ(at_point(domain, {0.5}, picture).rgb[0], 40);
}

TEST(Transform, MovesAnnotationsWithTheImageThatIsChosen) {
  const Domain domain = domain_of(
      "      - {name: in, operator: ChooseImage, outputs: [{input_to: "
      "[{transformation: take}, {transformation: flip}]}]}\n"
      "      - {name: flip, operator: HorizontalFlip, inputs: [{output_from: {transformation: "
      "in}}], "
      "outputs: [{input_to: [{transformation: take, index: 1}]}], axes: [{name: hflip, type: bool, "
      "fixed: true, value: true}]}\n"
      "      - {name: take, operator: Choose, inputs: [{output_from: {transformation: in}}, "
      "{output_from: {transformation: flip}}], axes: [{name: second, type: bool}]}\n");
  const Picture picture = scene();
  const Datapoint datapoint{picture.view(), "a", 1, 0};

  EXPECT_TRUE(motion_at(domain, {false}, datapoint).empty());
  EXPECT_EQ(at_point(domain, {false}, picture), picture);
  EXPECT_EQ(motion_at(domain, {true}, datapoint).size(), 1U);
  EXPECT_NE(at_point(domain, {true}, picture), picture);
}

TEST(ApplySettings, FindsNamesThatHaveAnEqualsSign) {
  const Domain domain = domain_of("      - {name: a=b, operator: Gamma}\n");
  DomainPoint point = domain.weakest_point();
  const std::vector<std::string> settings{"a=b.gamma=0.75"};
  apply_settings(domain, settings, point);
  EXPECT_EQ(settings_of(domain, point), settings);
}

TEST(Transform, SaysWhatMoved) {
  const Domain domain = domain_of(
      "      - {name: a, operator: HorizontalFlip}\n      - {name: b, operator: Gamma}\n"
      "      - {name: c, operator: Affine}\n");
  const Picture picture = scene();
  const Datapoint datapoint{picture.view(), "a", 1, 0};
  DomainPoint point = domain.weakest_point();

  EXPECT_TRUE(motion_at(domain, point, datapoint).empty());
  point[0] = true;
  EXPECT_EQ(warps_of(motion_at(domain, point, datapoint)).size(), 1U);
  point[2] = 1.1;
  EXPECT_EQ(warps_of(motion_at(domain, point, datapoint)).size(), 2U);
}

TEST(DeadAxes, AreFoundByTrying) {
  const Domain domain = domain_of(
      "      - name: a\n        operator: OpticalDistortion\n        axes:\n"
      "          - {name: distort_limit, type: float, fixed: true, value: 0}\n"
      "          - {name: distort_shift_limit, type: float, range: [-10, 10]}\n"
      "      - {name: b, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 1]}]}\n"
      "      - {name: c, operator: Affine}\n");
  EXPECT_THAT(dead_axes(domain), ElementsAre("a.distort_shift_limit", "b.gamma"));
}

}  // namespace
}  // namespace assay::stress
