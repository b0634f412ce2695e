// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cmath>
#include <optional>

#include "core/base/error.hpp"
#include "core/definition/parse.hpp"
#include "core/stress/domain/built_in.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/domain/severity.hpp"
#include "tests/unit/stress/made_domain.hpp"

namespace assay::stress {
namespace {

using testing::ElementsAre;
using testing::Pair;

/// A domain of the text behind its name: keys and transformations.
Domain domain_with(const std::string& text, std::optional<double> asked = std::nullopt) {
  const auto definition =
      definition::parse("assay.yaml", "project: {name: p}\ndomains:\n  - name: d\n" + text, "/");
  return make_domain(definition.domains.at(0), definition.source, catalogue(), asked);
}

/// Of a domain with one axis.
FreeAxis narrowed(const std::string& of, const std::string& axis, double severity) {
  return domain_with("    transformations: [" + one_axis("a", of, axis) + "]\n", severity)
      .axes()
      .front();
}

std::pair<double, double> range_of(const FreeAxis& axis) {
  return {axis.low, axis.high};
}

TEST(Severity, NarrowsRangesTowardsWhereTheAxisDoesLeast) {
  const auto range = [](const std::string& axis, double severity) {
    return range_of(narrowed("Gamma", "name: gamma, type: float, range: " + axis, severity));
  };
  EXPECT_THAT(range("[0.5, 2]", 1), Pair(0.9, 1.2));
  EXPECT_THAT(range("[0.5, 2]", 2.5), Pair(0.75, 1.5));
  EXPECT_THAT(range("[0.9, 1.1]", 1), Pair(0.98, 1.02)) << "as people write it";
  // The identity lies outside: the end nearest to it does least.
  EXPECT_THAT(range("[2, 3]", 1), Pair(2, 2.2));
  EXPECT_THAT(range("[0.2, 0.7]", 1), Pair(0.6, 0.7));
  EXPECT_THAT(range("[2, 2]", 1), Pair(2, 2));
}

TEST(Severity, FullLeavesEveryRangeExactlyAsItIsWritten) {
  const std::string axis = "name: gamma, type: float, range: [0.1234567890123456, 1.7]";
  EXPECT_THAT(range_of(narrowed("Gamma", axis, 5)), Pair(0.1234567890123456, 1.7));
}

TEST(Severity, RoundsWholeNumbersTowardsWhereTheyDoLeast) {
  const auto range = [](double severity) {
    return range_of(narrowed("ShiftHSV", "name: hue, type: int, range: [-14, 16]", severity));
  };
  EXPECT_THAT(range(1), Pair(-2, 3));
  EXPECT_THAT(range(4), Pair(-11, 12));
  EXPECT_THAT(range(0.1), Pair(0, 0));
  // 25 * 2.2 / 5 is 11, whatever a double makes of it.
  EXPECT_THAT(range_of(narrowed("ShiftHSV", "name: hue, type: int, range: [0, 25]", 2.2)),
              Pair(0, 11));
}

TEST(Severity, KeepsWhereAnAxisDoesLeast) {
  const Domain full = mixed_domain();
  for (const double severity : {0.3, 1.0, 2.0, 3.7, 5.0}) {
    for (const FreeAxis& axis : full.axes()) {
      if (axis.steps > 0) continue;
      FreeAxis narrow_axis = axis;
      narrow(narrow_axis, *full.nodes()[axis.node].of, severity);
      EXPECT_EQ(weakest(narrow_axis), weakest(axis)) << axis.key << " at " << severity;
      EXPECT_GE(narrow_axis.low, axis.low) << axis.key;
      EXPECT_LE(narrow_axis.high, axis.high) << axis.key;
    }
  }
}

TEST(Severity, EndsSeveritiesOfImageNetCAtThePreset) {
  const auto range = [](const std::string& of, const std::string& written, double severity) {
    return range_of(narrowed(of, "name: severity, type: int, range: " + written, severity));
  };
  for (const int severity : {1, 2, 3, 4, 5}) {
    EXPECT_THAT(range("Corruption", "[1, 5]", severity), Pair(1, severity));
    EXPECT_THAT(range("fog", "[0, 5]", severity), Pair(0, severity));
  }
  EXPECT_THAT(range("Corruption", "[1, 5]", 2.9), Pair(1, 2));
  EXPECT_THAT(range("Corruption", "[1, 5]", 0.2), Pair(1, 1));
  EXPECT_THAT(range("Corruption", "[2, 3]", 4), Pair(2, 3));
  EXPECT_THAT(range("Corruption", "[3, 5]", 1), Pair(3, 3));
}

TEST(Severity, LeavesDirectionsChoicesAndFixedValuesAlone) {
  const Domain domain = domain_with(
      "    severity: 1\n"
      "    transformations:\n"
      "      - {name: blur, operator: MotionBlur, axes: [\n"
      "          {name: motion_direction, type: float, range: [0, 1]}]}\n"
      "      - {name: light, operator: BrightnessContrast, axes: [\n"
      "          {name: brightness, type: float, choices: [-0.5, 0.5]},\n"
      "          {name: contrast, type: float, fixed: true, value: 0.4}]}\n"
      "      - {name: flip, operator: HorizontalFlip, axes: [{name: hflip, type: bool}]}\n");
  EXPECT_THAT(range_of(domain.axes()[0]), Pair(0, 1));
  EXPECT_THAT(domain.axes()[1].choices, ElementsAre(AxisValue(-0.5), AxisValue(0.5)));
  EXPECT_EQ(domain.values(1, domain.weakest_point()).real("contrast"), 0.4);
  EXPECT_EQ(domain.axes()[2].choices.size(), 2U);
}

TEST(Severity, KeepsTheNumberOfSteps) {
  const FreeAxis axis =
      narrowed("Gamma", "name: gamma, type: float, range: [0.5, 1.5], steps: 3", 1);
  EXPECT_THAT(axis.choices, ElementsAre(AxisValue(0.9), AxisValue(1.0), AxisValue(1.1)));
  // As many as there are whole numbers.
  const FreeAxis whole = narrowed("ShiftHSV", "name: hue, type: int, range: [-5, 5], steps: 11", 1);
  EXPECT_THAT(whole.choices, ElementsAre(AxisValue(std::int64_t{-1}), AxisValue(std::int64_t{0}),
                                         AxisValue(std::int64_t{1})));
}

TEST(Severity, TakesDistributionsWithTheRange) {
  const FreeAxis normal =
      narrowed("BrightnessContrast",
               "name: brightness, type: float, range: [-0.5, 0.5], distribution: normal", 1);
  const FreeAxis full =
      narrowed("BrightnessContrast",
               "name: brightness, type: float, range: [-0.5, 0.5], distribution: normal", 5);
  EXPECT_NEAR(number_of(quantile(normal, 0.8)), number_of(quantile(full, 0.8)) / 5, 1e-12);
  const FreeAxis log =
      narrowed("Gamma", "name: gamma, type: float, range: [0.1, 10], distribution: log_uniform", 1);
  EXPECT_THAT(range_of(log), Pair(0.82, 2.8));
  EXPECT_NEAR(number_of(quantile(log, 0.5)), std::sqrt(0.82 * 2.8), 1e-12);
}

TEST(Severity, OfATransformationGoesBeforeTheDomainsAndWhatIsAskedBeforeBoth) {
  const std::string text =
      "    severity: 2.5\n"
      "    transformations:\n"
      "      - {name: a, operator: Gamma, axes: [{name: gamma, type: float, range: [1, 2]}]}\n"
      "      - name: b\n"
      "        operator: Gamma\n"
      "        severity: 1\n"
      "        axes: [{name: gamma, type: float, range: [1, 2]}]\n";
  const Domain stated = domain_with(text);
  EXPECT_EQ(stated.axes()[0].high, 1.5);
  EXPECT_EQ(stated.axes()[1].high, 1.2);
  const Domain asked = domain_with(text, 4);
  EXPECT_EQ(asked.axes()[0].high, 1.8);
  EXPECT_EQ(asked.axes()[1].high, 1.8);
  EXPECT_EQ(domain_with(text, 5).axes()[1].high, 2);
}

TEST(Severity, NarrowsAxesThatAreNotListed) {
  const Operator& affine = *catalogue().find("Affine");
  const Domain full = domain_of(affine, catalogue());
  const Domain mild = domain_of(affine, catalogue(), 1);
  ASSERT_EQ(full.axes().size(), mild.axes().size());
  for (std::size_t i = 0; i < full.axes().size(); ++i) {
    EXPECT_LT(mild.axes()[i].high - mild.axes()[i].low, full.axes()[i].high - full.axes()[i].low);
  }
}

TEST(Severity, MakesAnotherDomainOfTheSameAxes) {
  for (const BuiltInDomain& built_in : built_in_domains()) {
    const auto spec = parse_built_in(built_in);
    const Domain full = make_domain(spec, {}, catalogue());
    const Domain mild = make_domain(spec, {}, catalogue(), 2);
    ASSERT_EQ(mild.axes().size(), full.axes().size());
    for (std::size_t i = 0; i < full.axes().size(); ++i) {
      EXPECT_EQ(mild.axes()[i].key, full.axes()[i].key);
    }
    EXPECT_NE(description_of(mild), description_of(full)) << built_in.name;
    EXPECT_EQ(description_of(make_domain(spec, {}, catalogue(), 5)), description_of(full));
  }
}

}  // namespace
}  // namespace assay::stress
