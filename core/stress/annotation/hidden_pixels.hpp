// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/stress/annotation/motion.hpp"

namespace assay::stress {

/// 1 for each pixel after the motion that shows something in front of the image, in rows from the
/// top. Empty where nothing is.
std::vector<std::uint8_t> hidden_pixels(const Motion& motion, image::Size size,
                                        Workspace& workspace);

}  // namespace assay::stress
