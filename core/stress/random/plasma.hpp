// SPDX-License-Identifier: Apache-2.0
// A cloudy surface: midpoints between points of a grid are set to the mean of their neighbours and
// moved at random, less at each finer grid (Fournier, Fussell, Carpenter 1982; the diamond-square
// order of neighbours).
#pragma once

#include <span>

#include "core/image/pixels.hpp"
#include "core/stress/random/stream.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// In 0..1, the lowest and the highest point of the square around the image, whose side is a power
/// of two, being 0 and 1; an image of a side of more than 8192 shows that square again and again,
/// without seams. Midpoints move `decay` squared times less at each grid.
void fill_plasma(double decay, Stream& random, image::Size size, std::span<float> out,
                 Workspace& workspace);

}  // namespace assay::stress
