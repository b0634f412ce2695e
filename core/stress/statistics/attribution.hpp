// SPDX-License-Identifier: Apache-2.0
// Which axes a model's damage comes from: the parts of its variance over a domain that each axis
// accounts for (functional ANOVA). From trials designed for it: those of a search crowd where it
// fails, and say nothing of axes apart.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/stress/search/space.hpp"
#include "core/stress/statistics/bootstrap.hpp"

namespace assay::stress {

/// Blocks of `block` places, one after the other, all places of a block to be tried on one image;
/// other blocks may have other images.
struct AttributionDesign {
  std::vector<Place> places;
  std::size_t block = 0;
};

/// As many blocks as `budget` trials allow. A block is a place, another, and for each axis the
/// first place with that axis' value of the other (pick-freeze: Sobol' 1993; Saltelli 2002): 2
/// places more than there are axes. Both kinds of place are Latin hypercube samples (McKay et al.
/// 1979). Of fewer than 2 blocks nothing can be said, and the design is empty. With 8 axes 100
/// trials are enough to see which axes matter at all, and 300 to rank them.
AttributionDesign pick_freeze_design(const Space& space, std::size_t budget, Stream random);

/// Parts of the variance, 0 to 1.
struct AxisEffect {
  double first = 0;         // that the axis accounts for alone
  double total = 0;         // in which it takes part: never less, but for chance
  Interval first_interval;  // by resampling blocks: those of 95 % contain the truth in some 92 %
  Interval total_interval;  // of samples of 10 blocks, and in 94 % of 30
};

struct Attribution {
  double variance = 0;  // of what was told, on one image; 0: all effects are 0, too
  std::vector<AxisEffect> axes;
};

/// `values` of all places of a design for `axes` axes, in its order; rather a damage's guide than
/// whether it failed, which is mostly 0. Jansen's estimators (Analysis of variance designs for
/// model output, 1999), which need fewest trials for total effects; all are divided by the variance
/// that the same blocks show between their first two places, which makes effects exact where only
/// one axis matters, and takes out how images differ. Cut off at 0 and 1.
Attribution attribute(std::size_t axes, std::span<const double> values, Stream random,
                      const BootstrapSetting& setting = {});

}  // namespace assay::stress
