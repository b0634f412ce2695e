// SPDX-License-Identifier: Apache-2.0
// What holds for every operator of a family: for tests that go through all of them.
#pragma once

#include <vector>

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Neutral values change nothing, sizes from one pixel on are written whole, and equal seeds give
/// equal pictures. Each operator is tried with every axis that is a strength at `part` of its
/// range, from 0 to 1.
void expect_good_manners(const std::vector<Operator>& operators, const std::vector<double>& parts);

}  // namespace assay::stress
