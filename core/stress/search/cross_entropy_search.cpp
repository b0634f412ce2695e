// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kPopulation = 20;
constexpr std::size_t kElite = 4;
constexpr double kSmoothing = 0.7;  // how much the elite counts against what was before
constexpr double kLeastDeviation = 0.03;

class CrossEntropySearch final : public ImageSearch {
 public:
  CrossEntropySearch(Space space, Stream random)
      : space_(std::move(space)),
        random_(random),
        mean_(space_.dimensions(), 0.5),
        deviation_(space_.dimensions(), 0.4) {}

  Place ask() override {
    Place place;
    for (std::size_t d = 0; d < mean_.size(); ++d) {
      place.push_back(std::clamp(mean_[d] + deviation_[d] * random_.normal(), 0.0, 1.0));
    }
    return snapped(space_, std::move(place));
  }

  void tell(const Place& place, double value) override {
    told_.emplace_back(value, place);
    if (told_.size() < kPopulation) return;
    std::stable_sort(told_.begin(), told_.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t d = 0; d < mean_.size(); ++d) adapt(d);
    told_.clear();
  }

 private:
  void adapt(std::size_t d) {
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < kElite; ++i) {
      sum += told_[i].second[d];
      squares += told_[i].second[d] * told_[i].second[d];
    }
    const double mean = sum / kElite;
    const double deviation = std::sqrt(std::max(0.0, squares / kElite - mean * mean));
    mean_[d] += kSmoothing * (mean - mean_[d]);
    deviation_[d] += kSmoothing * (deviation - deviation_[d]);
    deviation_[d] = std::max(deviation_[d], kLeastDeviation);
  }

  Space space_;
  Stream random_;
  std::vector<double> mean_;
  std::vector<double> deviation_;
  std::vector<std::pair<double, Place>> told_;
};

}  // namespace

std::unique_ptr<ImageSearch> make_cross_entropy_search(const Space& space, Stream random) {
  return std::make_unique<CrossEntropySearch>(space, random);
}

}  // namespace assay::stress
