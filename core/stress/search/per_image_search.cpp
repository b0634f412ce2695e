// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/per_image_search.hpp"

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

class PerImageSearch final : public Search {
 public:
  PerImageSearch(const MakeImageSearch& make, const SearchSetting& setting) {
    for (const std::string& image : setting.images) {
      searches_.push_back(make(setting.space, Stream({setting.seed, image, "search", 0})));
    }
  }

  std::vector<Proposal> ask(std::size_t count) override {
    std::vector<Proposal> proposals;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t image = next_++ % searches_.size();
      proposals.push_back({image, searches_[image]->ask()});
    }
    return proposals;
  }

  void tell(std::span<const Proposal> proposals, std::span<const Verdict> verdicts) override {
    ASSAY_CHECK(proposals.size() == verdicts.size());
    for (std::size_t i = 0; i < proposals.size(); ++i) {
      searches_[proposals[i].image]->tell(proposals[i].place, verdicts[i].value);
    }
  }

 private:
  std::vector<std::unique_ptr<ImageSearch>> searches_;
  std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<Search> make_per_image_search(const MakeImageSearch& make,
                                              const SearchSetting& setting) {
  return std::make_unique<PerImageSearch>(make, setting);
}

}  // namespace assay::stress
