// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/elastic.hpp"

#include <utility>

#include "core/stress/random/smooth_noise.hpp"

namespace assay::stress {

Mesh elastic_mesh(image::Size size, const Elasticity& elasticity, const Stream& random) {
  SmoothField x = smooth_noise(size, elasticity.sigma_x, elasticity.sigma_y, random.branch(0));
  SmoothField y = smooth_noise(size, elasticity.sigma_x, elasticity.sigma_y, random.branch(1));
  const auto deviation = static_cast<float>(elasticity.deviation);
  for (float& d : x.values) d *= deviation;
  for (float& d : y.values) d *= deviation;
  return {x.columns, x.rows, 0, 0, x.step_x, x.step_y, std::move(x.values), std::move(y.values)};
}

}  // namespace assay::stress
