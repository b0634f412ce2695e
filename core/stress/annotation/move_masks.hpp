// SPDX-License-Identifier: Apache-2.0
// Pixels of objects through a chain of warps.
#pragma once

#include <span>
#include <vector>

#include "core/image/run_lengths.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

struct MovedMask {
  image::RunLengths mask;
  double visible = 1;  // the part of its pixels that no warp pushes out of the image
};

/// Masks of images of `size`, by nearest pixel. What a border repeats of them is not of them.
std::vector<MovedMask> move_masks(std::span<const image::RunLengths> masks, const WarpChain& chain,
                                  image::Size size, Workspace& workspace);

}  // namespace assay::stress
