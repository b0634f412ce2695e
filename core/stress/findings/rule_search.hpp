// SPDX-License-Identifier: Apache-2.0
// The short rule that best tells some points from others.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/stress/findings/rule.hpp"

namespace assay::stress {

enum class Label {
  wanted,
  unwanted,
  neither,  // as good in a rule as out of it
};

struct RuleSearchSetting {
  std::size_t tests = 3;     // limits and sets of values altogether; two limits of an axis are two
  std::size_t support = 5;   // wanted points that a rule holds for, at least
  double significance = 15;  // of each test: its likelihood ratio statistic G^2, which by chance
                             // is 15 about once in 10,000 tests
};

/// Points in rows, one label each. A beam search from the empty rule on, of the F measure that
/// weighs precision twice as much as recall, as in PRIM (Friedman, Fisher 1999) and CN2 (Clark,
/// Niblett 1989). Then each test's limit is moved to where it is best beside the others, and tests
/// without which the rule is no worse are dropped; limits are the roundest numbers that separate
/// the same points. Empty where no test is significant.
Rule best_rule(const Domain& domain, std::span<const DomainPoint> points,
               std::span<const Label> labels, const RuleSearchSetting& setting = {});

}  // namespace assay::stress
