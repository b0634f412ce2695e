// SPDX-License-Identifier: Apache-2.0
#include "core/pipeline/stress/domain_coverage.hpp"

#include <algorithm>
#include <string>

#include "core/pipeline/stress/pair_maps.hpp"
#include "core/pipeline/stress/search_stage.hpp"
#include "core/stress/findings/coverage.hpp"

namespace assay::pipeline {
namespace {

constexpr std::size_t kMostAxes = 3;
constexpr std::size_t kExamples = 10;

std::string text_of(const stress::CellChoice& choice, const stress::Domain& domain) {
  std::string text;
  for (std::size_t i = 0; i < choice.axes.size(); ++i) {
    const stress::FreeAxis& axis = domain.axes()[choice.axes[i]];
    text += (i == 0 ? "" : " and ") + axis.key + " in " + text_of_cell(axis, choice.cells[i]);
  }
  return text;
}

report::StressCombinations combinations_of(const stress::CellCoverage& coverage,
                                           const stress::Domain& domain, std::size_t axes) {
  const stress::CoverageCounts counts = coverage.counts();
  report::StressCombinations combinations{axes, counts.passed, counts.failed, counts.untested, {}};
  for (const stress::CellChoice& choice : coverage.untested(kExamples)) {
    combinations.examples.push_back(text_of(choice, domain));
  }
  return combinations;
}

}  // namespace

report::StressCoverage coverage_of(const stress::Domain& domain,
                                   const std::vector<TriedPlace>& tried) {
  report::StressCoverage shown;
  const stress::Space space = space_of(domain);
  for (std::size_t axes = 1; axes <= std::min(kMostAxes, space.dimensions()); ++axes) {
    if (axes > 2 && combination_count(space, axes) > kMostTriples) break;
    stress::CellCoverage coverage(space, axes);
    for (const TriedPlace& one : tried) coverage.tell(one.place, one.failed);
    shown.combinations.push_back(combinations_of(coverage, domain, axes));
    if (axes == 2) add_pair_maps(domain, coverage, shown);
  }
  return shown;
}

}  // namespace assay::pipeline
