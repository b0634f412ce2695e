// SPDX-License-Identifier: Apache-2.0
// The axes that many warps share, and what they say.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// OpenCV's numbers, as Efemarai has them.
AxisFacts interpolation_axis();
AxisFacts border_axis(BorderMode otherwise);

/// Of axes "interpolation", "border_mode" and, unless `color_axis_name` is "", that colour.
Interpolation interpolation_of(const Values& values);
Border border_of(const Values& values, std::string_view color_axis_name);

}  // namespace assay::stress
