// SPDX-License-Identifier: Apache-2.0
// Smooth random displacements, as if the image were on rubber (Simard, Steinkraus, Platt: Best
// practices for convolutional neural networks, 2003).
#pragma once

#include "core/image/pixels.hpp"
#include "core/stress/random/stream.hpp"
#include "core/stress/warp/mesh.hpp"

namespace assay::stress {

/// In pixels.
struct Elasticity {
  double deviation = 0;             // of displacements across, and of those down
  double sigma_x = 1, sigma_y = 1;  // how far they reach (above 0)
};

/// Over the whole image. Displacements are in proportion to the deviation.
Mesh elastic_mesh(image::Size size, const Elasticity& elasticity, const Stream& random);

}  // namespace assay::stress
