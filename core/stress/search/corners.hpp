// SPDX-License-Identifier: Apache-2.0
// Places at the ends of axes: what fails at all mostly fails there.
#pragma once

#include <vector>

#include "core/stress/search/space.hpp"

namespace assay::stress {

/// First corners of the space among which every choice of ends of any three axes comes, then places
/// at ends and middles among which every choice of any two comes.
std::vector<Place> covering_places(const Space& space, Stream random);

}  // namespace assay::stress
