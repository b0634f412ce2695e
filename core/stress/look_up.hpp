// SPDX-License-Identifier: Apache-2.0
// What tables make of each value of many pixels.
#pragma once

#include "core/stress/effect.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {

/// RGB pixels, whole; `to` is at least as long as `from` and does not overlap it.
void look_up(const PointTables& tables, Bytes from, MutableBytes to);

}  // namespace assay::stress
