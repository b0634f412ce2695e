// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/space.hpp"

#include <algorithm>
#include <cmath>

namespace assay::stress {
namespace {

constexpr std::size_t kCells = 3;

std::size_t index_of(double at, std::size_t count) {
  return std::min(static_cast<std::size_t>(at * static_cast<double>(count)), count - 1);
}

}  // namespace

Place random_place(const Space& space, Stream& random) {
  Place place;
  for (std::size_t d = 0; d < space.dimensions(); ++d) place.push_back(random.uniform());
  return snapped(space, std::move(place));
}

double snapped(std::size_t count, double at) {
  at = std::clamp(at, 0.0, 1.0);
  if (count == 0) return at;
  return (static_cast<double>(index_of(at, count)) + 0.5) / static_cast<double>(count);
}

Place snapped(const Space& space, Place place) {
  for (std::size_t d = 0; d < place.size(); ++d) place[d] = snapped(space.counts[d], place[d]);
  return place;
}

std::size_t cells_along(const Space& space, std::size_t dimension) {
  const std::size_t count = space.counts[dimension];
  return count == 0 ? kCells : std::min(count, kCells);
}

Cell cell_of(const Space& space, const Place& place) {
  Cell cell;
  for (std::size_t d = 0; d < place.size(); ++d) {
    cell.push_back(static_cast<std::uint8_t>(index_of(place[d], cells_along(space, d))));
  }
  return cell;
}

Place place_in(const Space& space, const Cell& cell, Stream& random) {
  Place place;
  for (std::size_t d = 0; d < cell.size(); ++d) {
    const auto count = static_cast<double>(cells_along(space, d));
    place.push_back((static_cast<double>(cell[d]) + random.uniform()) / count);
  }
  return snapped(space, std::move(place));
}

bool same_place(const Place& a, const Place& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return std::abs(x - y) < 1e-9; });
}

}  // namespace assay::stress
