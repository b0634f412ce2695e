// SPDX-License-Identifier: Apache-2.0
// Operators of weather, each in a file of its own.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Side of the square that has the image's area, in pixels: what lengths of weather go by.
double side_of(image::Size size);

Operator fog();
Operator rain();
Operator shadow();
Operator snow();
Operator spatter();
Operator sun_flare();

}  // namespace assay::stress
