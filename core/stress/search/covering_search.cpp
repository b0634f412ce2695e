// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>
#include <vector>

#include "core/stress/search/corners.hpp"
#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

class CoveringSearch final : public ImageSearch {
 public:
  CoveringSearch(Space space, Stream random)
      : space_(std::move(space)),
        random_(random.branch(1)),
        places_(covering_places(space_, random.branch(0))) {}

  Place ask() override {
    return next_ < places_.size() ? places_[next_++] : random_place(space_, random_);
  }
  void tell(const Place&, double) override {}

 private:
  Space space_;
  Stream random_;
  std::vector<Place> places_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<ImageSearch> make_covering_search(const Space& space, Stream random) {
  return std::make_unique<CoveringSearch>(space, random);
}

}  // namespace assay::stress
