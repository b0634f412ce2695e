// SPDX-License-Identifier: Apache-2.0
// The line along which ImageNet-C smears: motion_blur, and the flakes of snow.
#pragma once

#include <vector>

#include "core/stress/filter/shifted_sum.hpp"

namespace assay::stress::imagenet_c {

/// Pixels that move along a line while the shutter is open: weights fall from the pixel itself like
/// half a normal curve, and sum up to 1. Taps are whole pixels apart.
std::vector<Tap> half_normal_line(int taps, double deviation, double angle_deg);

}  // namespace assay::stress::imagenet_c
