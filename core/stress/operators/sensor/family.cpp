// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "core/stress/operators/families.hpp"
#include "core/stress/operators/sensor/family.hpp"

namespace assay::stress {

std::vector<Operator> sensor_operators() {
  std::vector<Operator> all;
  for (const auto family : {sensor::optics, sensor::light, sensor::geometry, sensor::detector}) {
    std::vector<Operator> operators = family();
    std::move(operators.begin(), operators.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace assay::stress
