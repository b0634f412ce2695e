// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/lint/corner_boxes.hpp"

#include <fmt/format.h>

#include "core/dataset/lint/objects.hpp"

namespace assay::dataset::lint {
namespace {

constexpr double kFar = 1.05;  // of an image's side: sloppy boxes leave by less

}  // namespace

void CornerBoxes::add(const Annotation& object, const std::optional<ImageSize>& image) {
  if (!image || object.width <= 0 || object.height <= 0) return;
  const double right = static_cast<double>(image->width) + kSlack;
  const double bottom = static_cast<double>(image->height) + kSlack;
  ++boxes_;
  const bool leaves =
      object.x + object.width > kFar * right || object.y + object.height > kFar * bottom;
  if (leaves) ++leaving_;
  const bool begins_inside = object.x >= -kSlack && object.y >= -kSlack;
  const bool ends_inside = object.width <= right && object.height <= bottom;
  const bool ends_behind = object.width > object.x && object.height > object.y;
  if (begins_inside && ends_inside && ends_behind) ++fitting_;
}

std::optional<std::string> CornerBoxes::fault() const {
  constexpr std::size_t kFewest = 3;
  if (leaving_ < kFewest || 4 * leaving_ < boxes_ || fitting_ < boxes_) return std::nullopt;
  return fmt::format(
      "{} of {} boxes leave their images; read as x1, y1, x2, y2 none does: were they written so? "
      "COCO's bbox is x, y, width, height",
      leaving_, boxes_);
}

}  // namespace assay::dataset::lint
