// SPDX-License-Identifier: Apache-2.0
// Hue, saturation and value of each pixel, changed by as much everywhere.
#pragma once

#include "core/image/pixels.hpp"
#include "core/stress/effect.hpp"

namespace assay::stress {

struct HsvShift {
  int hue = 0;         // in half degrees, 0 to 179
  int saturation = 0;  // what is added, of 255
  int value = 0;       // likewise

  bool operator==(const HsvShift&) const = default;
};

/// In bytes on the way, as OpenCV's COLOR_RGB2HSV and COLOR_HSV2RGB have them, rounding and all
/// (those without fused operations; with them, one of ten thousand values is one less or more).
/// `before`, where there is any, comes first. RGB; nothing overlaps.
void shift_hsv(const HsvShift& shift, const PointTables* before, const image::PixelView& from,
               const image::MutablePixelView& to);

}  // namespace assay::stress
