// SPDX-License-Identifier: Apache-2.0
// Few combinations that have every combination of a few: failures mostly need but two or three
// things to come together (Kuhn, Wallace, Gallo: Software fault interactions, 2004).
#pragma once

#include <cstddef>
#include <vector>

#include "core/stress/random/stream.hpp"

namespace assay::stress {

/// A level of each factor.
using Combination = std::vector<std::size_t>;

/// Combinations among which every choice of levels of any `strength` factors comes (of all factors
/// where there are fewer). Greedy, one at a time (Cohen et al.: The AETG system, 1997): equal
/// streams give equal arrays. Each factor has a level at least; strength is 1 to 3.
std::vector<Combination> covering_array(const std::vector<std::size_t>& levels,
                                        std::size_t strength, Stream random);

/// How many choices of levels of `strength` factors there are, and how many of them come.
struct TWayCoverage {
  std::size_t covered = 0;
  std::size_t total = 0;
};
TWayCoverage t_way_coverage(const std::vector<std::size_t>& levels, std::size_t strength,
                            const std::vector<Combination>& combinations);

}  // namespace assay::stress
