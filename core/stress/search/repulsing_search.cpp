// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kGrid = 11;
constexpr double kEpsilon = 0.03;  // step, as a part of the grid
constexpr double kRepulsion = 5;   // times that after a step that was no better
constexpr std::size_t kNeighbours = 3;
constexpr std::size_t kRandomStarts = 3;
constexpr int kMostRepeats = 200;  // answered here, between two that are asked

using Position = std::vector<std::size_t>;  // on the grid

class RepulsingSearch final : public ImageSearch {
 public:
  RepulsingSearch(Space space, Stream random) : space_(std::move(space)), random_(random) {
    for (const std::size_t count : space_.counts) {
      grid_.push_back(count == 0 ? kGrid : count < kGrid ? count : kGrid);
    }
  }

  Place ask() override {
    for (int i = 0; i < kMostRepeats; ++i) {
      Position next = propose();
      const auto known = known_.find(next);
      if (known == known_.end()) {
        asked_.push_back(next);
        return place_of(next);
      }
      learn(next, known->second);
    }
    asked_.push_back(anywhere());
    return place_of(asked_.back());
  }

  void tell(const Place&, double value) override {
    const Position position = asked_.front();
    asked_.erase(asked_.begin());
    known_[position] = value;
    learn(position, value);
  }

 private:
  struct Step {
    Position position;
    double value;
  };

  Position anywhere() {
    Position position;
    for (const std::size_t count : grid_) {
      position.push_back(
          static_cast<std::size_t>(random_.between(0, static_cast<std::int64_t>(count) - 1)));
    }
    return position;
  }

  Position propose() {
    if (starts_ < kRandomStarts || !current_) {
      ++starts_;
      return anywhere();
    }
    Position next;
    for (std::size_t d = 0; d < grid_.size(); ++d) {
      const double sigma = static_cast<double>(grid_[d] - 1) * kEpsilon * factor_;
      const double at =
          std::round(static_cast<double>(current_->position[d]) + sigma * random_.normal());
      if (at < 0 || at > static_cast<double>(grid_[d] - 1)) return anywhere();
      next.push_back(static_cast<std::size_t>(at));
    }
    return next;
  }

  void learn(const Position& position, double value) {
    if (!current_ || starts_told_ < kRandomStarts) {
      ++starts_told_;
      if (!current_ || value > current_->value) current_ = Step{position, value};
      return;
    }
    factor_ = value <= current_->value ? kRepulsion : 1;
    recent_.push_back({position, value});
    if (recent_.size() < kNeighbours) return;
    for (Step& step : recent_) {
      if (step.value > current_->value) current_ = step;
    }
    recent_.clear();
  }

  Place place_of(const Position& position) const {
    Place place;
    for (std::size_t d = 0; d < grid_.size(); ++d) {
      const auto at = static_cast<double>(position[d]);
      const auto count = static_cast<double>(grid_[d]);
      const bool continuous = space_.counts[d] == 0 || space_.counts[d] > kGrid;
      place.push_back(continuous ? at / (count - 1) : (at + 0.5) / count);
    }
    return snapped(space_, std::move(place));
  }

  Space space_;
  Stream random_;
  std::vector<std::size_t> grid_;
  std::map<Position, double> known_;
  std::vector<Position> asked_;
  std::size_t starts_ = 0;
  std::size_t starts_told_ = 0;
  std::optional<Step> current_;
  std::vector<Step> recent_;
  double factor_ = 1;
};

}  // namespace

std::unique_ptr<ImageSearch> make_repulsing_search(const Space& space, Stream random) {
  return std::make_unique<RepulsingSearch>(space, random);
}

}  // namespace assay::stress
