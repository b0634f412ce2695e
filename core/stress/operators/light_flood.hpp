// SPDX-License-Identifier: Apache-2.0
// Light that falls in from one side.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Of the axes `intensity` and `light_direction`.
Effect light_flood(const Values& values, const Setting& setting);

}  // namespace assay::stress
