// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/sensor/family.hpp"

#include "core/stress/operators/families.hpp"

namespace assay::stress {

std::vector<Operator> sensor_operators() {
  return all_of({sensor::optics, sensor::light, sensor::geometry, sensor::detector});
}

}  // namespace assay::stress
