// SPDX-License-Identifier: Apache-2.0
// Operators of the blur family that have files of their own.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

Operator motion_blur();
Operator zoom_blur();
Operator sharpen();

}  // namespace assay::stress
