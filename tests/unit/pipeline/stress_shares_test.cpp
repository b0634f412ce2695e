// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/shares.hpp"

#include <gtest/gtest.h>

#include "core/definition/parse.hpp"
#include "core/stress/operators/catalogue.hpp"

namespace assay::pipeline {
namespace {

/// With three sides: brightness has two, blur has one.
stress::Domain three_sides(const stress::Catalogue& catalogue) {
  const auto definition = definition::parse("assay.yaml",
                                            R"(
project: {name: p}
domains:
  - name: d
    transformations:
      - name: light
        operator: BrightnessContrast
        axes: [{name: brightness, type: float, range: [-0.5, 0.5]}]
      - name: soft
        operator: Blur
        axes: [{name: blur, type: int, range: [0, 9]}]
)",
                                            "/");
  return make_domain(definition.domains.at(0), definition.source, catalogue);
}

TEST(PlanShares, GivesBoundariesNothingWhereFiveImagesDoNotFit) {
  const stress::Catalogue catalogue;
  const stress::Domain domain = three_sides(catalogue);
  EXPECT_EQ(boundary_trials(domain), 28U);
  const std::size_t least = budget_for_boundaries(domain, 100);
  EXPECT_EQ(least, 934U);  // 5 * 28 of 15 %

  EXPECT_EQ(plan_shares(least - 1, domain, 100).boundaries, 0U);
  EXPECT_GE(plan_shares(least, domain, 100).boundaries, 5 * 28U);
  // A data set of two images is measured with two.
  EXPECT_GE(plan_shares(least / 2, domain, 2).boundaries, 2 * 28U);
}

TEST(PlanShares, LeavesMoreThanTwoFifthsToTheSearch) {
  const stress::Catalogue catalogue;
  const stress::Domain domain = three_sides(catalogue);
  for (const std::size_t budget : {0U, 1U, 100U, 5000U}) {
    const Shares shares = plan_shares(budget, domain, 50);
    EXPECT_LE(shares.sample + shares.attribution + shares.boundaries + shares.reproducers,
              budget * 6 / 10);
  }
}

}  // namespace
}  // namespace assay::pipeline
