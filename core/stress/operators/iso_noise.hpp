// SPDX-License-Identifier: Apache-2.0
// The noise of a camera at a high ISO speed, as albumentations models it: hues waver, and lightness
// gets the grains of a Poisson process in the measure in which the image has contrast.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

/// Of the axes `iso_color_shift` and `iso_intensity`.
Effect iso_noise(const Values& values, const Setting& setting);

}  // namespace assay::stress
