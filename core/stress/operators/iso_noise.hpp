// SPDX-License-Identifier: Apache-2.0
// The noise of a camera at a high ISO speed, as albumentations models it: hues waver, and lightness
// gets the grains of a Poisson process in the measure in which the image has contrast.
#pragma once

#include "core/stress/operators/operator.hpp"

namespace assay::stress {

struct IsoNoise {
  double intensity = 0;
  double hue_deviation = 0;  // in turns
  Stream random;
};

/// RGB; nothing overlaps.
void add_iso_noise(const IsoNoise& noise, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace);

/// Of the axes `iso_color_shift` and `iso_intensity`.
Effect iso_noise(const Values& values, const Setting& setting);

}  // namespace assay::stress
