// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/follow.hpp"

#include <algorithm>

#include "core/stress/annotation/move_points.hpp"
#include "core/stress/annotation/polygon_clip.hpp"

namespace assay::stress {
namespace {

constexpr int kAside = 16;  // points along each side of a box

bool contains(const std::vector<PixelBox>& boxes, Point p) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const PixelBox& box) {
    return p.x >= static_cast<double>(box.left) && p.x < static_cast<double>(box.right) &&
           p.y >= static_cast<double>(box.top) && p.y < static_cast<double>(box.bottom);
  });
}

bool is_in(const Box& frame, Point p) {
  return p.x >= frame.x1 && p.y >= frame.y1 && p.x <= frame.x2 && p.y <= frame.y2;
}

/// Of a grid over the object's box those that belong to it; the whole grid where none does.
std::vector<Point> points_of(const Object& object) {
  const Box& box = object.box.outer;
  std::vector<Point> grid;
  std::vector<Point> own;
  const auto rows = object.mask ? image::decode_mask(*object.mask) : std::vector<std::uint8_t>();
  for (int j = 0; j < kAside; ++j) {
    for (int i = 0; i < kAside; ++i) {
      const Point p{box.x1 + (i + 0.5) / kAside * (box.x2 - box.x1),
                    box.y1 + (j + 0.5) / kAside * (box.y2 - box.y1)};
      grid.push_back(p);
      const bool in_outline =
          std::any_of(object.polygons.begin(), object.polygons.end(),
                      [&](const Polygon& polygon) { return is_inside(polygon, p.x, p.y); });
      const auto at = static_cast<std::size_t>(std::max(0.0, p.y)) *
                          static_cast<std::size_t>(object.mask ? object.mask->size.width : 0) +
                      static_cast<std::size_t>(std::max(0.0, p.x));
      if (in_outline || (at < rows.size() && rows[at] != 0)) own.push_back(p);
    }
  }
  return own.empty() ? grid : own;
}

}  // namespace

Followed follow(Point position, const Motion& motion, image::Size size) {
  Followed followed{Followed::Fate::seen, position};
  const Box frame = frame_of(size);
  for (const auto& step : motion) {
    if (const auto* hidden = std::get_if<Hidden>(&step)) {
      if (contains(hidden->boxes, followed.end)) followed.fate = Followed::Fate::hidden;
    } else if (const auto* link = std::get_if<ChainLink>(&step)) {
      const auto seen = moved(*link->warp, followed.end);
      if (!seen || !is_in(frame, *seen)) return {Followed::Fate::lost, {}};
      followed.end = *seen;
    }
  }
  return followed;
}

Uncovered uncovered_by(const Object& object, const Motion& motion, image::Size size) {
  std::size_t seen = 0;
  std::size_t hidden = 0;
  Uncovered result;
  for (const Point& point : points_of(object)) {
    const Followed followed = follow(point, motion, size);
    if (followed.fate == Followed::Fate::hidden) ++hidden;
    if (followed.fate != Followed::Fate::seen) continue;
    const Point end = followed.end;
    if (seen++ == 0) result.around = {end.x, end.y, end.x, end.y};
    result.around = {std::min(result.around.x1, end.x), std::min(result.around.y1, end.y),
                     std::max(result.around.x2, end.x), std::max(result.around.y2, end.y)};
  }
  if (hidden > 0) result.part = static_cast<double>(seen) / static_cast<double>(seen + hidden);
  return result;
}

}  // namespace assay::stress
