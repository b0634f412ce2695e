// SPDX-License-Identifier: Apache-2.0
// What a chain of transformations does to the places of things, apart from their pixels.
#pragma once

#include <variant>
#include <vector>

#include "core/stress/effect.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

/// Something is in front of the image there.
struct Hidden {
  std::vector<PixelBox> boxes;
};

/// Edges are known less exactly by so many pixels, and by more for each pixel from the middle.
struct Loosened {
  double pixels = 0;
  double growth = 0;
};

/// In the order in which they happen.
using Motion = std::vector<std::variant<ChainLink, Hidden, Loosened>>;

/// The warps of a motion alone.
WarpChain warps_of(const Motion& motion);

}  // namespace assay::stress
