// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/polygon_clip.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace assay::stress {
namespace {

struct Corner {
  double x, y;
};

Corner corner(const Polygon& polygon, std::size_t i) {
  return {polygon[2 * i], polygon[2 * i + 1]};
}

/// Keeps what has `sign` * coordinate >= `sign` * limit; `axis` 0 is x.
Polygon cut(const Polygon& polygon, std::size_t axis, double limit, double sign) {
  Polygon kept;
  const std::size_t count = polygon.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t j = i + 1 == count ? 0 : i + 1;
    const double from = sign * (polygon[2 * i + axis] - limit);
    const double to = sign * (polygon[2 * j + axis] - limit);
    if (from >= 0) kept.insert(kept.end(), {polygon[2 * i], polygon[2 * i + 1]});
    if ((from >= 0) == (to >= 0)) continue;
    const double part = from / (from - to);
    std::array<double, 2> crossing{
        polygon[2 * i] + part * (polygon[2 * j] - polygon[2 * i]),
        polygon[2 * i + 1] + part * (polygon[2 * j + 1] - polygon[2 * i + 1])};
    crossing[axis] = limit;
    kept.insert(kept.end(), crossing.begin(), crossing.end());
  }
  return kept;
}

/// The part of a line from `a` to `b` within the rectangle, as parts of the way (Liang, Barsky).
std::optional<std::pair<double, double>> part_within(Corner a, Corner b, const Box& r) {
  double enter = 0;
  double leave = 1;
  const auto limit = [&](double step, double room) {
    if (step == 0) return room >= 0;
    const double at = room / step;
    if (step < 0) {
      enter = std::max(enter, at);
    } else {
      leave = std::min(leave, at);
    }
    return enter <= leave;
  };
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  if (!limit(-dx, a.x - r.x1) || !limit(dx, r.x2 - a.x) || !limit(-dy, a.y - r.y1) ||
      !limit(dy, r.y2 - a.y)) {
    return std::nullopt;
  }
  return std::pair{enter, leave};
}

void include(std::optional<Box>& box, double x, double y) {
  if (!box) {
    box = Box{x, y, x, y};
    return;
  }
  box->x1 = std::min(box->x1, x);
  box->y1 = std::min(box->y1, y);
  box->x2 = std::max(box->x2, x);
  box->y2 = std::max(box->y2, y);
}

}  // namespace

double area_of(const Polygon& polygon) {
  const std::size_t count = polygon.size() / 2;
  double twice = 0;
  for (std::size_t i = 0, j = count - 1; i < count; j = i++) {
    twice += polygon[2 * j] * polygon[2 * i + 1] - polygon[2 * i] * polygon[2 * j + 1];
  }
  return std::abs(twice) / 2;
}

bool is_inside(const Polygon& polygon, double x, double y) {
  bool inside = false;
  const std::size_t count = polygon.size() / 2;
  for (std::size_t i = 0, j = count - 1; i < count; j = i++) {
    const Corner a = corner(polygon, i);
    const Corner b = corner(polygon, j);
    if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

Polygon clipped(const Polygon& polygon, const Box& r) {
  Polygon kept = cut(polygon, 0, r.x1, 1);
  kept = cut(kept, 0, r.x2, -1);
  kept = cut(kept, 1, r.y1, 1);
  return cut(kept, 1, r.y2, -1);
}

std::optional<Box> box_within(const Polygon& polygon, const Box& r) {
  std::optional<Box> box;
  const std::size_t count = polygon.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const Corner a = corner(polygon, i);
    const Corner b = corner(polygon, i + 1 == count ? 0 : i + 1);
    const auto part = part_within(a, b, r);
    if (!part) continue;
    for (const double at : {part->first, part->second}) {
      include(box, std::clamp(a.x + at * (b.x - a.x), r.x1, r.x2),
              std::clamp(a.y + at * (b.y - a.y), r.y1, r.y2));
    }
  }
  for (const Corner c : {Corner{r.x1, r.y1}, {r.x2, r.y1}, {r.x2, r.y2}, {r.x1, r.y2}}) {
    if (is_inside(polygon, c.x, c.y)) include(box, c.x, c.y);
  }
  return box;
}

std::optional<Box> box_within(const std::vector<Polygon>& polygons, const Box& rectangle) {
  std::optional<Box> all;
  for (const Polygon& polygon : polygons) {
    const auto box = box_within(polygon, rectangle);
    if (!box) continue;
    include(all, box->x1, box->y1);
    include(all, box->x2, box->y2);
  }
  return all;
}

}  // namespace assay::stress
