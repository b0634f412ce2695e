// SPDX-License-Identifier: Apache-2.0
// All that was tried beside the images themselves, and what was learnt from it.
#pragma once

#include <optional>
#include <vector>

#include "core/pipeline/stress/boundaries.hpp"
#include "core/pipeline/stress/reproducers.hpp"
#include "core/stress/statistics/attribution.hpp"

namespace assay::pipeline {

struct Evidence {
  std::vector<JudgedTrial> sample;    // independent of the search
  std::vector<JudgedTrial> unstaked;  // the rest of it, of images that have nothing to lose
  std::vector<JudgedTrial> designed;  // for attribution
  std::vector<JudgedTrial> bounding;  // for boundaries
  std::vector<JudgedTrial> searched;
  std::vector<JudgedTrial> reducing;  // for reproducers

  std::optional<stress::Attribution> attribution;
  std::vector<AxisBoundary> boundaries;
  std::vector<Reproducer> reproducers;

  /// All trials that can fail.
  std::vector<const JudgedTrial*> all() const;
  /// Without those that go from one point to the next where it fails: what they have in common is
  /// how they were chosen.
  std::vector<const JudgedTrial*> at_large() const;
};

}  // namespace assay::pipeline
