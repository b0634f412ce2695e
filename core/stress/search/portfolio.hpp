// SPDX-License-Identifier: Apache-2.0
// Several ways of searching side by side, since none is best everywhere: each gets the more of the
// budget the more it finds, and what breaks one image is tried on others.
#pragma once

#include <memory>

#include "core/stress/search/search.hpp"

namespace assay::stress {

/// Ways ("arms"): corners (a covering array), transfer (what broke other images), spread (from a
/// failure of the image into cells beside it), TPE, CMA-ES from the best place so far, and random.
/// Each image begins with corners. Then images that are not broken yet and images that are have a
/// bandit each: of the former the reward is the first failure, of the latter a failure in a new
/// cell. Racing: images that are not broken have a share of the budget by their number, so that the
/// rich do not starve them; within either group images share by what may still be found in them,
/// and the flat and the exhausted give theirs up.
std::unique_ptr<Search> make_portfolio(const SearchSetting& setting);

}  // namespace assay::stress
