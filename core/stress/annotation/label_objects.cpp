// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/label_objects.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <unordered_map>

#include "core/stress/annotation/move_outline.hpp"
#include "core/stress/annotation/move_points.hpp"
#include "core/stress/annotation/polygon_clip.hpp"

namespace assay::stress {
namespace {

/// Its corners touch the sides of the box in their middles, exactly.
Polygon ellipse_in(const Box& box) {
  constexpr int kCorners = 64;  // a multiple of 4; off the curve by a 830th of its half axis
  const Point middle{(box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2};
  Polygon ellipse;
  for (int i = 0; i < kCorners; ++i) {
    const double angle = 2 * std::numbers::pi * i / kCorners;
    ellipse.push_back(middle.x + std::cos(angle) * (box.x2 - middle.x));
    ellipse.push_back(middle.y + std::sin(angle) * (box.y2 - middle.y));
  }
  const auto set = [&](int corner, double x, double y) {
    ellipse[2 * static_cast<std::size_t>(corner)] = x;
    ellipse[2 * static_cast<std::size_t>(corner) + 1] = y;
  };
  set(0, box.x2, middle.y);
  set(kCorners / 4, middle.x, box.y2);
  set(kCorners / 2, box.x1, middle.y);
  set(3 * kCorners / 4, middle.x, box.y1);
  return ellipse;
}

double box_area(const Box& box) {
  return (box.x2 - box.x1) * (box.y2 - box.y1);
}

/// Of what an object is known by.
double known_area(const Object& object) {
  if (object.mask) return static_cast<double>(image::area(*object.mask));
  double area = 0;
  for (const Polygon& polygon : object.polygons) area += area_of(polygon);
  return object.polygons.empty() ? box_area(object.box.outer) : area;
}

/// nullopt where nothing of it is in the image.
std::optional<Box> label_box(const Object& before, const Object& after, const WarpChain& warps,
                             image::Size size) {
  if (after.mask) {
    if (image::area(*after.mask) == 0) return std::nullopt;
    const image::MaskBox box = image::bounding_box(*after.mask);
    return Box{box.x, box.y, box.x + box.width, box.y + box.height};
  }
  if (!before.polygons.empty() && after.polygons.empty()) return std::nullopt;
  const auto outline = before.polygons.empty() ? std::vector<Polygon>{ellipse_in(before.box.outer)}
                                               : before.polygons;
  const auto moved = move_outline(outline, warps, size);
  if (!moved) return std::nullopt;
  return moved->box.outer;
}

}  // namespace

std::vector<Object> label_objects(const std::vector<Object>& objects, const Motion& motion,
                                  image::Size size, const VisibilityRules& rules,
                                  Workspace& workspace) {
  const WarpChain warps = warps_of(motion);
  std::unordered_map<std::size_t, const Object*> of_annotation;
  for (const Object& object : objects) of_annotation[object.annotation] = &object;
  std::vector<Object> labels;
  for (Object& after : move_objects(objects, motion, size, rules, workspace)) {
    const Object& before = *of_annotation.at(after.annotation);
    if (after.visible <= 0) continue;
    Box box = before.box.outer;
    if (!warps.empty()) {
      const auto moved = label_box(before, after, warps, size);
      if (!moved || box_area(*moved) <= 0) continue;
      box = *moved;
      const double old_area = known_area(before);
      const double stated = before.filled * box_area(before.box.outer);
      after.box = {box, box};
      if (old_area > 0) after.filled = stated * (known_area(after) / old_area) / box_area(box);
    }
    after.box = {box, box};
    labels.push_back(std::move(after));
  }
  return labels;
}

}  // namespace assay::stress
