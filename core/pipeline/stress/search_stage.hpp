// SPDX-License-Identifier: Apache-2.0
// The search of a stress test: proposals become trials, answers become verdicts, in generations of
// a fixed size, two of which are always under way so that the model never waits.
#pragma once

#include <set>
#include <vector>

#include "core/pipeline/stress/laboratory.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/search/search.hpp"

namespace assay::pipeline {

struct SearchStage {
  const Laboratory& laboratory;
  const stress::Domain& domain;
  std::vector<std::size_t> datapoints;  // that are searched, by the search's numbers of images
  std::size_t trials = 0;               // to be made, at most

  /// Of these, how many are kept back for each image that breaks, and for all at most.
  std::size_t kept_for_each = 0;
  std::size_t kept_at_most = 0;
  std::set<std::size_t> broken = {};  // datapoints that are, before
};

/// The dimensions of a domain as a search sees them.
stress::Space space_of(const stress::Domain& domain);
stress::DomainPoint point_at(const stress::Domain& domain, const stress::Place& place);

/// All trials, in their order; what is kept back is not made.
std::vector<JudgedTrial> run_search(stress::Search& search, const SearchStage& stage);

}  // namespace assay::pipeline
