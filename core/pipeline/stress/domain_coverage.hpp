// SPDX-License-Identifier: Apache-2.0
// What of a domain was tested at all, of one, of two and of three axes at a time: failures mostly
// need but two or three things to come together.
#pragma once

#include <cstddef>
#include <vector>

#include "core/report/stress_results.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/search/space.hpp"

namespace assay::pipeline {

/// Triples are counted where there are no more: of some 40 axes.
constexpr std::size_t kMostTriples = std::size_t{1} << 18;

/// A trial on any image.
struct TriedPlace {
  stress::Place place;
  bool failed = false;
};

/// Nothing of a domain without axes.
report::StressCoverage coverage_of(const stress::Domain& domain,
                                   const std::vector<TriedPlace>& tried);

}  // namespace assay::pipeline
