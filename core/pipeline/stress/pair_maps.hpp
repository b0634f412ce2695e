// SPDX-License-Identifier: Apache-2.0
// Where of two axes trials failed, for the pairs of axes that tell most.
#pragma once

#include "core/report/stress_results.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/findings/coverage.hpp"

namespace assay::pipeline {

/// Pairs of axes that a report shows: all of a domain with six axes.
constexpr std::size_t kPairMaps = 15;

/// Adds the maps of the first kPairMaps pairs, those whose cells differ most in their shares of
/// failures first, and how many pairs there are. `coverage` is of pairs.
void add_pair_maps(const stress::Domain& domain, const stress::CellCoverage& coverage,
                   report::StressCoverage& shown);

}  // namespace assay::pipeline
