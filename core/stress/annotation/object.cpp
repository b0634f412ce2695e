// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/object.hpp"

#include <algorithm>

namespace assay::stress {
namespace {

/// As near to `value` as a side may be that is between two others, in whatever order they are.
double nearest(double value, double a, double b) {
  return std::clamp(value, std::min(a, b), std::max(a, b));
}

}  // namespace

Box nearest_in(const BoxRange& range, const Box& box) {
  const Box& outer = range.outer;
  const Box& inner = range.inner;
  // An inner box turned inside out says that sides may be anywhere in the outer; they keep their
  // order, as those of `box` do.
  return {nearest(box.x1, outer.x1, std::clamp(inner.x1, outer.x1, outer.x2)),
          nearest(box.y1, outer.y1, std::clamp(inner.y1, outer.y1, outer.y2)),
          nearest(box.x2, outer.x2, std::clamp(inner.x2, outer.x1, outer.x2)),
          nearest(box.y2, outer.y2, std::clamp(inner.y2, outer.y1, outer.y2))};
}

std::optional<image::RunLengths> mask_of(const Object& object, image::Size size) {
  if (object.mask || object.polygons.empty()) return object.mask;
  std::vector<image::RunLengths> parts;
  for (const Polygon& polygon : object.polygons) {
    parts.push_back(image::fill_polygon(polygon, size));
  }
  return image::merge(parts, false);
}

}  // namespace assay::stress
