// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/box_sides.hpp"

#include <algorithm>

#include "core/stress/annotation/move_points.hpp"
#include "core/stress/annotation/polygon_clip.hpp"

namespace assay::stress {
namespace {

bool is_within(const std::vector<Point>& line, const Box& frame) {
  constexpr double kSlack = 1e-6;
  return !line.empty() && std::all_of(line.begin(), line.end(), [&](const Point& p) {
    return p.x >= frame.x1 - kSlack && p.y >= frame.y1 - kSlack && p.x <= frame.x2 + kSlack &&
           p.y <= frame.y2 + kSlack;
  });
}

struct Extent {
  double low, high;
};

Extent extent(const std::vector<Point>& line, double Point::*coordinate) {
  const auto [low, high] = std::minmax_element(
      line.begin(), line.end(),
      [&](const Point& a, const Point& b) { return a.*coordinate < b.*coordinate; });
  return {(*low).*coordinate, (*high).*coordinate};
}

}  // namespace

BoxSides::BoxSides(const Box& box)
    : sides_{{{{box.x1, box.y1}, {box.x2, box.y1}},
              {{box.x2, box.y1}, {box.x2, box.y2}},
              {{box.x2, box.y2}, {box.x1, box.y2}},
              {{box.x1, box.y2}, {box.x1, box.y1}}}} {}

Polygon BoxSides::outline() const {
  Polygon polygon;
  for (const auto& side : sides_) {
    for (std::size_t i = 0; i + 1 < side.size(); ++i) {
      polygon.insert(polygon.end(), {side[i].x, side[i].y});
    }
  }
  return polygon;
}

void BoxSides::move(const Warp& warp, image::Size size) {
  visible_ = visible(size);
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    sides_[i] = moved_line(warp, sides_[i]);
    whole_[i] = whole_[i] && is_within(sides_[i], frame_of(size));
  }
}

bool BoxSides::shows_something() const {
  return std::find(whole_.begin(), whole_.end(), true) != whole_.end();
}

double BoxSides::visible(image::Size size) const {
  const Polygon polygon = outline();
  const double area = area_of(polygon);
  if (area <= 0) return box_within(polygon, frame_of(size)) ? visible_ : 0;
  return visible_ * std::min(1.0, area_of(clipped(polygon, frame_of(size))) / area);
}

std::optional<BoxRange> BoxSides::range(image::Size size) const {
  const auto outer = box_within(outline(), frame_of(size));
  if (!outer) return std::nullopt;
  // Without a whole side nothing says how far the object reaches.
  Box inner{outer->x2, outer->y2, outer->x1, outer->y1};
  for (std::size_t i = 0; i < sides_.size(); ++i) {
    if (!whole_[i]) continue;
    const Extent x = extent(sides_[i], &Point::x);
    const Extent y = extent(sides_[i], &Point::y);
    inner.x1 = std::min(inner.x1, x.high);
    inner.x2 = std::max(inner.x2, x.low);
    inner.y1 = std::min(inner.y1, y.high);
    inner.y2 = std::max(inner.y2, y.low);
  }
  return BoxRange{*outer, inner};
}

}  // namespace assay::stress
