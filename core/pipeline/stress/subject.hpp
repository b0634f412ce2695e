// SPDX-License-Identifier: Apache-2.0
// What a stress test looks into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/pipeline/run_input.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// Nothing is owned.
struct Subject {
  const stress::Domain& domain;
  const RunInput& input;
  std::vector<std::size_t> datapoints;  // that have something to lose
  std::uint64_t seed = 0;
  std::vector<std::size_t> others = {};  // that have not, where they are of interest
};

/// So many of its datapoints, evenly through the data set.
std::vector<std::size_t> spread(const Subject& subject, std::size_t count);

}  // namespace assay::pipeline
