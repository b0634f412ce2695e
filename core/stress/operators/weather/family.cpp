// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/weather/family.hpp"

#include "core/stress/operators/families.hpp"

namespace assay::stress {

std::vector<Operator> weather_operators() {
  return {fog(), rain(), shadow(), snow(), spatter(), sun_flare()};
}

}  // namespace assay::stress
