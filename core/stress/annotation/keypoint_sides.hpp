// SPDX-License-Identifier: Apache-2.0
// Keypoints in a mirror: a left ankle looks like a right one there, and is called so by whoever
// goes by looks.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/stress/annotation/object.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

/// Of each keypoint the number of the one of the other side: "left_ankle" and "right_ankle",
/// "leftEye" and "rightEye", "l_hip" and "r_hip", in any case. Those without one keep their place.
/// Empty where all do.
std::vector<std::size_t> opposite_sides(const std::vector<std::string>& names);

/// Whether the warps turn most of the labelled keypoints' surroundings over (their Jacobian's
/// determinant is negative): flips do, rotations do not, two flips neither. Elsewhere than at the
/// keypoints, before the warps, is not looked.
bool are_mirrored(std::span<const Keypoint> keypoints, const WarpChain& warps);

}  // namespace assay::stress
