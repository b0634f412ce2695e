// SPDX-License-Identifier: Apache-2.0
// EXIF orientation: how stored pixels must be turned to stand upright.
#pragma once

#include "core/image/pixels.hpp"

namespace assay::image {

/// The size of the upright image. `orientation` is 1 to 8, as everywhere here.
Size oriented_size(Size stored, int orientation);

/// The orientation that undoes the given one.
int inverse_orientation(int orientation);

/// Writes `stored` turned into `upright`, which has oriented_size() and the same format. They must
/// not overlap.
void orient(const PixelView& stored, int orientation, const MutablePixelView& upright);

}  // namespace assay::image
