// SPDX-License-Identifier: Apache-2.0
// What damage is to be expected where nothing was tried: the sum of one curve for each dimension,
// a parabola. Images have most of it in common, and each of them something of its own.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "core/stress/search/space.hpp"

namespace assay::stress {

/// What a place is to the model: 1, and of each dimension how far from the middle it is, -1 to 1,
/// and the square of that. Nothing of spaces with more dimensions than the model is made for (32).
std::vector<double> features_of(const Space& space, const Place& place);
std::size_t feature_count(const Space& space);

/// Observations as a least squares fit needs them: X'X and X'y.
class Observations {
 public:
  explicit Observations(std::size_t features)
      : count_(features), products_(features * features), sides_(features) {}

  void add(const std::vector<double>& features, double value);

  /// The coefficients that fit best while they are not far from `expected`, which counts as much as
  /// `weight` > 0 observations of each of them: ridge regression, or the mean of the posterior of
  /// normally distributed coefficients.
  std::vector<double> fit(const std::vector<double>& expected, double weight) const;

 private:
  std::size_t count_;
  std::vector<double> products_;  // the lower triangle of a square
  std::vector<double> sides_;
};

/// The place where most damage is expected in the cell where most is expected, of those that are
/// not known; empty where the `most` worst ones all are. The coefficients are of features_of().
Place worst_place(const Space& space, const std::vector<double>& coefficients,
                  const std::function<bool(const Cell&)>& is_known, std::size_t most);

}  // namespace assay::stress
