// SPDX-License-Identifier: Apache-2.0
// What a portfolio knows of one image.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <utility>
#include <vector>

#include "core/stress/search/damage_model.hpp"
#include "core/stress/search/image_search.hpp"
#include "core/stress/search/search.hpp"

namespace assay::stress {

enum class Arm : std::uint8_t { corners, transfer, spread, model, tpe, cma, random };
constexpr std::size_t kArms = 7;

/// What all images together tell of each.
struct Hints {
  std::vector<Place> pool;     // places that broke images, the most successful first
  std::vector<double> curves;  // of the damage to them, as Observations::fit() gives it
};

class PortfolioImage {
 public:
  PortfolioImage(const Space& space, Stream random, const std::vector<Place>& corners);

  /// A place by that way, or by another where that has none to offer. Gives the way taken, too.
  std::pair<Place, Arm> propose(Arm arm, const Hints& hints);

  /// Returns whether it is a failure in a cell where there was none.
  bool learn(const Place& place, const Verdict& verdict, Arm arm);

  bool is_broken() const { return !failed_cells_.empty(); }
  std::size_t asked() const { return asked_; }
  /// How many of its latest proposals find a failure in a new cell; hopeful before there are any.
  /// No share: proposals count less from when they are made, so that a generation is spread over
  /// images, and what they find counts whole when it is told, so that it may be more than 1.
  double rate() const { return (late_found_ + 1) / (late_asked_ + 2); }
  double best() const { return best_; }
  /// Proposals since something new was found: a better value, or a new failure.
  std::size_t idle() const { return idle_; }

 private:
  bool is_tried(const Place& place) const;
  bool is_known(const Cell& cell) const;
  bool corner(Place& place);
  bool transferred(const std::vector<Place>& pool, Place& place);
  bool spread(Place& place);
  bool modelled(const std::vector<double>& curves, Place& place);
  Place from_tpe();
  Place from_cma();

  const Space& space_;
  Stream random_;
  const std::vector<Place>& corners_;
  std::size_t next_corner_ = 0;
  std::unique_ptr<ImageSearch> tpe_;
  std::unique_ptr<ImageSearch> cma_;
  std::set<Place> tried_;
  std::set<Cell> asked_cells_;  // by spreading and by the model
  std::set<Cell> failed_cells_;
  std::vector<Place> failures_;  // one of each cell
  Observations observations_;
  Place best_place_;
  double best_ = -1e300;
  std::size_t asked_ = 0;
  double late_asked_ = 0, late_found_ = 0;  // of the latest proposals
  std::size_t idle_ = 0;
};

}  // namespace assay::stress
