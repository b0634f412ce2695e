// SPDX-License-Identifier: Apache-2.0
// Contrast limited adaptive histogram equalisation (Zuiderveld: Graphics Gems IV, 1994).
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Of the axes `clip_limit` and `tile_grid_size`, on lightness (L of Lab).
Effect clahe(const Values& values, const Setting& setting);

}  // namespace assay::stress
