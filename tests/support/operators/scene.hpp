// SPDX-License-Identifier: Apache-2.0
// A picture with two objects, drawn here, on which operators are shown.
#pragma once

#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/annotation/object.hpp"

namespace assay::stress {

/// Straight lines, fine stripes, plain areas, gradients and colours: each shows something else.
struct DrawnScene {
  image::Size size;
  std::vector<std::byte> rgb;
  /// A disc with its outline, and a triangle with no more than its box.
  std::vector<Object> objects;

  image::PixelView view() const { return {rgb, size, image::PixelFormat::rgb}; }
};

DrawnScene draw_scene();

}  // namespace assay::stress
