// SPDX-License-Identifier: Apache-2.0
// Outlines of objects through a chain of warps.
#pragma once

#include <optional>
#include <vector>

#include "core/stress/annotation/object.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

struct MovedOutline {
  std::vector<Polygon> polygons;  // as far as they are in the image
  BoxRange box;
  double visible = 1;  // the part of the area that is in the image, and in all those on the way
};

/// nullopt where nothing of it is seen. The chain is not empty.
std::optional<MovedOutline> move_outline(std::vector<Polygon> polygons, const WarpChain& chain,
                                         image::Size size);

}  // namespace assay::stress
