// SPDX-License-Identifier: Apache-2.0
// Searches for the places where one image is damaged most. Searchers know nothing of images, models
// or axes: they propose places and are told what these are worth.
#pragma once

#include <memory>

#include "core/stress/search/space.hpp"

namespace assay::stress {

/// Larger values are what is looked for. Equal seeds and values give equal proposals.
class ImageSearch {
 public:
  virtual ~ImageSearch() = default;
  /// The next place. May be asked several times before anything is told.
  virtual Place ask() = 0;
  /// What a place is worth. Each place that was asked is told once, in the order of asking.
  virtual void tell(const Place& place, double value) = 0;
};

/// Uniformly at random.
std::unique_ptr<ImageSearch> make_random_search(const Space& space, Stream random);

/// Sobol's sequence, shifted at random: evenly over the space however early it ends.
std::unique_ptr<ImageSearch> make_sobol_search(const Space& space, Stream random);

/// A covering array: every combination of values of any two axes at their ends and in the middle
/// comes in as few places as can be, the extreme ones first; then at random.
std::unique_ptr<ImageSearch> make_covering_search(const Space& space, Stream random);

/// Efemarai's: hill climbing on a grid of 11 values that jumps further after each step that is no
/// better (RepulsingHillClimbingOptimizer of Gradient-Free-Optimizers 1.3 with its defaults). What
/// it has asked already it answers itself.
std::unique_ptr<ImageSearch> make_repulsing_search(const Space& space, Stream random);

/// Covariance matrix adaptation with a margin for discrete axes, restarted where it is stuck.
/// Hansen: The CMA evolution strategy, a tutorial (2016); Hamano, Saito, Nomura, Shirakawa: CMA-ES
/// with margin (2022). `start`: where it begins; empty: at random.
std::unique_ptr<ImageSearch> make_cma_search(const Space& space, Stream random,
                                             const Place& start = {});

/// Tree-structured Parzen estimator. Bergstra et al.: Algorithms for hyper-parameter optimization
/// (2011). It may also be told places that it was not asked for.
std::unique_ptr<ImageSearch> make_tpe_search(const Space& space, Stream random);

/// Cross-entropy method: a normal distribution for each axis moves towards the best fifth.
std::unique_ptr<ImageSearch> make_cross_entropy_search(const Space& space, Stream random);

/// MAP-Elites: the best place of each cell is kept, and changed a little. Mouret, Clune:
/// Illuminating search spaces by mapping elites (2015).
std::unique_ptr<ImageSearch> make_map_elites_search(const Space& space, Stream random);

}  // namespace assay::stress
