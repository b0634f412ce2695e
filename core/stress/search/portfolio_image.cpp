// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/portfolio_image.hpp"

#include <algorithm>
#include <utility>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr int kSpreadTries = 20;
constexpr int kTpeTries = 8;
constexpr double kLikeOthers = 1;  // tries of each coefficient that other images' curves count as
constexpr std::size_t kMostCells = 2000;  // that the model looks at for one which is not known
constexpr double kLate = 0.95;            // proposals count less with each that follows
constexpr std::uint32_t kTpeBranch = 1;
constexpr std::uint32_t kCmaBranch = 2;

/// Near the border over which one comes from cell `from`: within the first half of cell `to`.
double just_inside(std::uint8_t from, std::uint8_t to, std::size_t count, double part) {
  const double width = 1 / static_cast<double>(count);
  const double low = static_cast<double>(to) * width;
  return to > from ? low + part * width / 2 : low + width - part * width / 2;
}

}  // namespace

PortfolioImage::PortfolioImage(const Space& space, Stream random, const std::vector<Place>& corners)
    : space_(space),
      random_(random.branch(0)),
      corners_(corners),
      tpe_(make_tpe_search(space, random.branch(kTpeBranch))),
      observations_(feature_count(space)) {}

bool PortfolioImage::is_tried(const Place& place) const {
  return tried_.contains(place);
}

bool PortfolioImage::is_known(const Cell& cell) const {
  return failed_cells_.contains(cell) || asked_cells_.contains(cell);
}

bool PortfolioImage::corner(Place& place) {
  while (next_corner_ < corners_.size()) {
    const Place& next = corners_[next_corner_++];
    if (is_tried(next)) continue;
    place = next;
    return true;
  }
  return false;
}

bool PortfolioImage::transferred(const std::vector<Place>& pool, Place& place) {
  for (const Place& candidate : pool) {
    if (is_tried(candidate) || failed_cells_.contains(cell_of(space_, candidate))) continue;
    place = candidate;
    return true;
  }
  return false;
}

/// From a failure into a cell beside it where none is known: what it does not depend on may be
/// changed freely.
bool PortfolioImage::spread(Place& place) {
  if (failures_.empty() || space_.dimensions() == 0) return false;
  for (int i = 0; i < kSpreadTries; ++i) {
    const auto from = static_cast<std::size_t>(
        random_.between(0, static_cast<std::int64_t>(failures_.size()) - 1));
    Place next = failures_[from];
    Cell cell = cell_of(space_, next);
    const auto moves = random_.between(1, 2);
    for (std::int64_t m = 0; m < moves; ++m) {
      const auto d = static_cast<std::size_t>(
          random_.between(0, static_cast<std::int64_t>(space_.dimensions()) - 1));
      const std::size_t count = cells_along(space_, d);
      if (count < 2) continue;
      const auto step =
          static_cast<std::size_t>(random_.between(1, static_cast<std::int64_t>(count) - 1));
      const auto target = static_cast<std::uint8_t>((cell[d] + step) % count);
      next[d] = just_inside(cell[d], target, count, random_.uniform());
      cell[d] = target;
    }
    if (is_known(cell)) continue;
    asked_cells_.insert(cell);
    place = snapped(space_, std::move(next));
    return true;
  }
  return false;
}

/// The worst cell where no failure is known and neither this nor spreading has looked, by what this
/// image and the others have shown.
bool PortfolioImage::modelled(const std::vector<double>& curves, Place& place) {
  if (feature_count(space_) == 0) return false;
  place = worst_place(
      space_, observations_.fit(curves, kLikeOthers),
      [&](const Cell& cell) { return is_known(cell); }, kMostCells);
  if (place.empty()) return false;
  asked_cells_.insert(cell_of(space_, place));
  return true;
}

/// Where it has failed already there is nothing new to be found.
Place PortfolioImage::from_tpe() {
  Place place = tpe_->ask();
  for (int i = 1; i < kTpeTries && failed_cells_.contains(cell_of(space_, place)); ++i) {
    place = tpe_->ask();
  }
  return place;
}

Place PortfolioImage::from_cma() {
  if (!cma_) cma_ = make_cma_search(space_, random_.branch(kCmaBranch), best_place_);
  return cma_->ask();
}

std::pair<Place, Arm> PortfolioImage::propose(Arm arm, const Hints& hints) {
  ++asked_;
  late_asked_ = kLate * late_asked_ + 1;
  late_found_ *= kLate;
  Place place;
  bool has = true;
  switch (arm) {
    case Arm::corners:
      has = corner(place);
      break;
    case Arm::transfer:
      has = transferred(hints.pool, place);
      break;
    case Arm::spread:
      has = spread(place);
      break;
    case Arm::model:
      has = modelled(hints.curves, place);
      break;
    case Arm::cma:
      place = from_cma();
      break;
    case Arm::tpe:
      place = from_tpe();
      break;
    case Arm::random:
      place = random_place(space_, random_);
      break;
  }
  if (!has) {
    arm = Arm::tpe;
    place = from_tpe();
  }
  tried_.insert(place);
  return {std::move(place), arm};
}

bool PortfolioImage::learn(const Place& place, const Verdict& verdict, Arm arm) {
  tpe_->tell(place, verdict.value);
  observations_.add(features_of(space_, place), verdict.value);
  if (arm == Arm::cma) cma_->tell(place, verdict.value);
  ++idle_;
  if (verdict.value > best_) {
    if (verdict.value > best_ + 0.01) idle_ = 0;
    best_ = verdict.value;
    best_place_ = place;
  }
  if (!verdict.failed || !failed_cells_.insert(cell_of(space_, place)).second) return false;
  failures_.push_back(place);
  ++late_found_;
  idle_ = 0;
  return true;
}

}  // namespace assay::stress
