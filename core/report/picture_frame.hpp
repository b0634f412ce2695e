// SPDX-License-Identifier: Apache-2.0
// From pixels of an image to those of the picture that stands for it.
#pragma once

#include <algorithm>
#include <cstdint>

#include "core/image/pixels.hpp"
#include "core/predict/outcome.hpp"

namespace assay::report {

/// What lies outside is moved to the edge.
struct PictureFrame {
  PictureFrame(predict::ImageSize original, image::Size picture)
      : size(picture),
        width(static_cast<double>(picture.width)),
        height(static_cast<double>(picture.height)),
        scale_x(width / static_cast<double>(std::max<std::int64_t>(original.width, 1))),
        scale_y(height / static_cast<double>(std::max<std::int64_t>(original.height, 1))) {}

  double x(double value) const { return std::clamp(value * scale_x, 0.0, width); }
  double y(double value) const { return std::clamp(value * scale_y, 0.0, height); }

  image::Size size;
  double width, height;
  double scale_x, scale_y;
};

}  // namespace assay::report
