// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kRandomStarts = 10;
constexpr double kStep = 0.15;
constexpr double kRandomPart = 0.1;

class MapElitesSearch final : public ImageSearch {
 public:
  MapElitesSearch(Space space, Stream random) : space_(std::move(space)), random_(random) {}

  Place ask() override {
    if (elites_.size() < kRandomStarts || random_.uniform() < kRandomPart) {
      return random_place(space_, random_);
    }
    const auto parent = std::next(
        elites_.begin(), random_.between(0, static_cast<std::int64_t>(elites_.size()) - 1));
    Place place = parent->second.second;
    for (double& at : place) at = std::clamp(at + kStep * random_.normal(), 0.0, 1.0);
    return snapped(space_, std::move(place));
  }

  void tell(const Place& place, double value) override {
    const auto [elite, is_new] = elites_.try_emplace(cell_of(space_, place), value, place);
    if (!is_new && value > elite->second.first) elite->second = {value, place};
  }

 private:
  Space space_;
  Stream random_;
  std::map<std::vector<std::uint8_t>, std::pair<double, Place>> elites_;
};

}  // namespace

std::unique_ptr<ImageSearch> make_map_elites_search(const Space& space, Stream random) {
  return std::make_unique<MapElitesSearch>(space, random);
}

}  // namespace assay::stress
