// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/search.hpp"

#include <array>

#include "core/base/check.hpp"
#include "core/stress/search/per_image_search.hpp"
#include "core/stress/search/portfolio.hpp"

namespace assay::stress {
namespace {

struct Named {
  std::string_view name;
  std::unique_ptr<ImageSearch> (*make)(const Space& space, Stream random);
};

constexpr std::array<Named, 8> kPerImage{{
    {"random", make_random_search},
    {"sobol", make_sobol_search},
    {"covering", make_covering_search},
    {"repulsing", make_repulsing_search},
    {"cma-es", [](const Space& space, Stream random) { return make_cma_search(space, random); }},
    {"tpe", make_tpe_search},
    {"cross-entropy", make_cross_entropy_search},
    {"map-elites", make_map_elites_search},
}};

}  // namespace

std::span<const std::string_view> search_names() {
  static constexpr std::array<std::string_view, 9> kNames{
      "portfolio", "random", "sobol",         "covering",  "repulsing",
      "cma-es",    "tpe",    "cross-entropy", "map-elites"};
  return kNames;
}

std::unique_ptr<Search> make_search(std::string_view name, const SearchSetting& setting) {
  ASSAY_CHECK(!setting.images.empty());
  if (name == "portfolio") return make_portfolio(setting);
  for (const Named& named : kPerImage) {
    if (named.name == name) return make_per_image_search(named.make, setting);
  }
  ASSAY_CHECK(false);
  return nullptr;
}

}  // namespace assay::stress
