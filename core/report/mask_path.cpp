// SPDX-License-Identifier: Apache-2.0
#include "core/report/mask_path.hpp"

#include <fmt/format.h>

#include "core/image/outlines.hpp"

namespace assay::report {
namespace {

/// Every other corner, or fewer, of what has too many.
image::Outline thinned(const image::Outline& outline) {
  const std::size_t step = (outline.size() + kCornersDrawn - 1) / kCornersDrawn;
  image::Outline few;
  for (std::size_t i = 0; i < outline.size(); i += step) few.push_back(outline[i]);
  return few;
}

/// Through the middles of pixels; all but the first corner relative to the one before.
std::string closed_line(const image::Outline& outline) {
  image::Corner last = outline.front();
  std::string line = fmt::format("M{}.5 {}.5", last.x, last.y);
  for (std::size_t i = 1; i < outline.size(); ++i) {
    line +=
        fmt::format("{}{} {}", i == 1 ? "l" : " ", outline[i].x - last.x, outline[i].y - last.y);
    last = outline[i];
  }
  return line + "z";
}

}  // namespace

std::string mask_path(const image::RunLengths& mask, image::Size picture) {
  std::string path;
  std::size_t corners = 0;
  for (const image::Outline& outline : image::outlines(mask, picture)) {
    const image::Outline part = thinned(outline);
    corners += part.size();
    if (corners > kCornersDrawn) break;
    path += closed_line(part);
  }
  return path;
}

}  // namespace assay::report
