// SPDX-License-Identifier: Apache-2.0
// A search over all images of a run: which image is tried next, and where.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/stress/search/image_search.hpp"

namespace assay::stress {

/// One prediction to be made.
struct Proposal {
  std::size_t image = 0;  // 0 to the number of images
  Place place;
};

/// What came of it.
struct Verdict {
  double value = 0;  // what is searched for: larger is worse for the model
  bool failed = false;
};

struct SearchSetting {
  Space space;
  std::vector<std::string> images;  // ids of the datapoints, which randomness is keyed by
  std::uint64_t seed = 0;
  std::size_t budget = 0;  // proposals altogether, so that shares can be planned
};

class Search {
 public:
  virtual ~Search() = default;
  /// As many proposals. May be called again before the last have been told.
  virtual std::vector<Proposal> ask(std::size_t count) = 0;
  /// Of the proposals of one ask(), in its order; asks are told in order.
  virtual void tell(std::span<const Proposal> proposals, std::span<const Verdict> verdicts) = 0;
};

/// "portfolio" (the default), "random", "sobol", "covering", "repulsing", "cma-es", "tpe",
/// "cross-entropy", "map-elites".
std::span<const std::string_view> search_names();

/// The name is one of those; there is an image at least.
std::unique_ptr<Search> make_search(std::string_view name, const SearchSetting& setting);

}  // namespace assay::stress
