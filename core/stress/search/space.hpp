// SPDX-License-Identifier: Apache-2.0
// What a search moves in: a unit cube with one dimension for each free axis, of which some have but
// a few values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/stress/random/stream.hpp"

namespace assay::stress {

/// Each coordinate 0 to 1.
using Place = std::vector<double>;

/// Of each dimension which part of it, from 0.
using Cell = std::vector<std::uint8_t>;

struct Space {
  /// Values of each dimension, which have equal shares of it; 0: continuous.
  std::vector<std::size_t> counts;

  std::size_t dimensions() const { return counts.size(); }
};

/// Uniformly distributed.
Place random_place(const Space& space, Stream& random);

/// The middle of the value's share in discrete dimensions, so that equal values are equal places.
Place snapped(const Space& space, Place place);
/// Along one dimension, of Space::counts values.
double snapped(std::size_t count, double at);

/// A grid of three cells in each dimension, or as many as it has values where that is less: in
/// which of them a place is. Failures in different cells are distinct. The same for all places of a
/// cell.
Cell cell_of(const Space& space, const Place& place);
/// How many cells a dimension has.
std::size_t cells_along(const Space& space, std::size_t dimension);
/// A place in a cell, at random.
Place place_in(const Space& space, const Cell& cell, Stream& random);

/// Nearer than any effect: counts as the same place.
bool same_place(const Place& a, const Place& b);

}  // namespace assay::stress
