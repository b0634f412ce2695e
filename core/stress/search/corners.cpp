// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/corners.hpp"

#include <algorithm>
#include <utility>

#include "core/stress/search/covering_array.hpp"

namespace assay::stress {
namespace {

/// Beyond so many axes triples are too many to go through; pairs are not.
constexpr std::size_t kMostForTriples = 16;

/// Levels 0 and 1 are the ends of a dimension, 2 is its middle.
Place place_of(const Space& space, const Combination& levels) {
  Place place;
  for (const std::size_t level : levels) {
    place.push_back(level == 0 ? 0.0 : level == 1 ? 1.0 : 0.5);
  }
  return snapped(space, std::move(place));
}

std::vector<std::size_t> levels_of(const Space& space, std::size_t most) {
  std::vector<std::size_t> levels;
  for (const std::size_t count : space.counts) {
    levels.push_back(count == 0 ? most : std::min(count, most));
  }
  return levels;
}

}  // namespace

std::vector<Place> covering_places(const Space& space, Stream random) {
  const std::size_t strength = space.dimensions() <= kMostForTriples ? 3 : 2;
  std::vector<Place> places;
  for (const Combination& row : covering_array(levels_of(space, 2), strength, random.branch(0))) {
    places.push_back(place_of(space, row));
  }
  for (const Combination& row : covering_array(levels_of(space, 3), 2, random.branch(1))) {
    const bool at_ends = std::find(row.begin(), row.end(), std::size_t{2}) == row.end();
    if (!at_ends) places.push_back(place_of(space, row));
  }
  return places;
}

}  // namespace assay::stress
