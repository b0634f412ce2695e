// SPDX-License-Identifier: Apache-2.0
// The Gaussian blur of images, of any width at about the same cost.
#pragma once

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

/// `sigma` (0 to 100) in pixels. The image is mirrored beyond its sides. Below 2.5 the kernel ends
/// at three sigma; from there on the result is within 2 of the exact one in photographs.
void gaussian_blur(double sigma, const image::PixelView& from, const image::MutablePixelView& to,
                   Workspace& workspace);

}  // namespace assay::stress
