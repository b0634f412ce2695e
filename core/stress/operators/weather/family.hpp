// SPDX-License-Identifier: Apache-2.0
// Operators of weather, each in a file of its own.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

Operator fog();
Operator rain();
Operator shadow();
Operator snow();
Operator spatter();
Operator sun_flare();

}  // namespace assay::stress
