// SPDX-License-Identifier: Apache-2.0
// What the budget of a stress test is spent on.
#pragma once

#include <cstddef>

#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// Predictions of each part; what is not used goes to the search.
struct Shares {
  std::size_t sample = 0;
  std::size_t attribution = 0;
  std::size_t boundaries = 0;
  std::size_t reproducers = 0;  // at most: as much as broken images need
};

/// Of `budget` predictions for so many images: the search has more than 40 %. Parts that would be
/// too small to say anything get none.
Shares plan_shares(std::size_t budget, const stress::Domain& domain, std::size_t images);

/// The least budget, beside the images themselves, with which boundaries of so many images are
/// measured; 0 where the domain has no axis that is a strength.
std::size_t budget_for_boundaries(const stress::Domain& domain, std::size_t images);

/// Trials that the boundaries of one image take, mostly.
std::size_t boundary_trials(const stress::Domain& domain);
/// That the smallest reproducer of one image takes, mostly.
inline constexpr std::size_t kTypicalReproducer = 25;
/// Images without which a boundary of the data set is not said: of four, half could stand less than
/// the weakest with a probability of more than 5 %.
inline constexpr std::size_t kFewestImages = 5;

}  // namespace assay::pipeline
