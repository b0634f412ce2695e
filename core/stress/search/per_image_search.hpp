// SPDX-License-Identifier: Apache-2.0
// One searcher for each image, all with the same share of the budget.
#pragma once

#include <functional>
#include <memory>

#include "core/stress/search/search.hpp"

namespace assay::stress {

using MakeImageSearch =
    std::function<std::unique_ptr<ImageSearch>(const Space& space, Stream random)>;

std::unique_ptr<Search> make_per_image_search(const MakeImageSearch& make,
                                              const SearchSetting& setting);

}  // namespace assay::stress
