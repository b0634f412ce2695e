// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/weather/family.hpp"

#include <cmath>

#include "core/stress/operators/families.hpp"

namespace assay::stress {

double side_of(image::Size size) {
  return std::sqrt(static_cast<double>(size.width) * static_cast<double>(size.height));
}

std::vector<Operator> weather_operators() {
  return {fog(), rain(), shadow(), snow(), spatter(), sun_flare()};
}

}  // namespace assay::stress
