// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {
namespace {

class RandomSearch final : public ImageSearch {
 public:
  RandomSearch(Space space, Stream random) : space_(std::move(space)), random_(random) {}
  Place ask() override { return random_place(space_, random_); }
  void tell(const Place&, double) override {}

 private:
  Space space_;
  Stream random_;
};

}  // namespace

std::unique_ptr<ImageSearch> make_random_search(const Space& space, Stream random) {
  return std::make_unique<RandomSearch>(space, random);
}

}  // namespace assay::stress
