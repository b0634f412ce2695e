// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/convert/outline.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>

namespace assay::dataset::convert {
namespace {

using Polygon = std::vector<double>;  // x, y, x, y, ...

/// A step along the side of a pixel, from one corner to the next.
struct Corner {
  std::int32_t x = 0, y = 0;
  auto operator<=>(const Corner&) const = default;
};

/// Sides of pixels that are in the mask where their neighbours are not, by where they begin; the
/// mask is always on the same hand. Two begin where pixels touch at a corner alone.
std::multimap<Corner, Corner> sides_of(const image::RunLengths& mask) {
  const std::vector<std::uint8_t> rows = image::decode_mask(mask);
  const auto width = static_cast<std::int32_t>(mask.size.width);
  const auto height = static_cast<std::int32_t>(mask.size.height);
  const auto inside = [&](std::int32_t x, std::int32_t y) {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    return rows[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)] != 0;
  };
  std::multimap<Corner, Corner> sides;
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      if (!inside(x, y)) continue;
      if (!inside(x, y - 1)) sides.insert({{x, y}, {x + 1, y}});
      if (!inside(x + 1, y)) sides.insert({{x + 1, y}, {x + 1, y + 1}});
      if (!inside(x, y + 1)) sides.insert({{x + 1, y + 1}, {x, y + 1}});
      if (!inside(x - 1, y)) sides.insert({{x, y + 1}, {x, y}});
    }
  }
  return sides;
}

bool is_straight(const Corner& a, const Corner& b, const Corner& c) {
  return (a.x == b.x && b.x == c.x) || (a.y == b.y && b.y == c.y);
}

/// Only the corners where the direction changes.
Polygon without_straight_corners(const std::vector<Corner>& corners) {
  Polygon polygon;
  const std::size_t count = corners.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (is_straight(corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count])) {
      continue;
    }
    polygon.push_back(corners[i].x);
    polygon.push_back(corners[i].y);
  }
  return polygon;
}

/// Which corners of two polygons are nearest to each other.
struct Bridge {
  std::size_t from = 0, to = 0;
};

Bridge nearest_corners(const Polygon& a, const Polygon& b) {
  Bridge bridge;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < a.size(); i += 2) {
    for (std::size_t j = 0; j < b.size(); j += 2) {
      const double dx = a[i] - b[j], dy = a[i + 1] - b[j + 1];
      if (dx * dx + dy * dy >= least) continue;
      least = dx * dx + dy * dy;
      bridge = {i, j};
    }
  }
  return bridge;
}

/// Goes over to the other polygon, around it, and back by the same way.
Polygon joined(const Polygon& polygon, const Polygon& other) {
  const auto at = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
  const Bridge bridge = nearest_corners(polygon, other);
  Polygon result(polygon.begin(), polygon.begin() + at(bridge.from + 2));
  result.insert(result.end(), other.begin() + at(bridge.to), other.end());
  result.insert(result.end(), other.begin(), other.begin() + at(bridge.to + 2));
  result.insert(result.end(), polygon.begin() + at(bridge.from), polygon.end());
  return result;
}

std::vector<Polygon> parts_of(const Shapes& shapes, std::uint32_t shape, image::Size size) {
  if (!shapes.is_polygons(shape)) return trace_borders(shapes.mask(shape, size));
  std::vector<Polygon> parts;
  for (std::size_t i = 0; i < shapes.polygon_count(shape); ++i) {
    const auto polygon = shapes.polygon(shape, i);
    parts.emplace_back(polygon.begin(), polygon.end());
  }
  return parts;
}

}  // namespace

std::vector<Polygon> trace_borders(const image::RunLengths& mask) {
  std::multimap<Corner, Corner> sides = sides_of(mask);
  std::vector<Polygon> borders;
  while (!sides.empty()) {
    std::vector<Corner> corners;
    auto side = sides.begin();
    while (side != sides.end()) {
      corners.push_back(side->first);
      const Corner next = side->second;
      sides.erase(side);
      side = sides.find(next);
    }
    borders.push_back(without_straight_corners(corners));
  }
  return borders;
}

std::optional<Polygon> one_outline(const Shapes& shapes, std::uint32_t shape, image::Size size) {
  constexpr std::size_t kMostNumbers = 20'000;  // joining takes time in their square
  constexpr double kAlike = 0.99;
  std::vector<Polygon> parts = parts_of(shapes, shape, size);
  if (parts.empty()) return std::nullopt;
  const bool is_itself = shapes.is_polygons(shape) && parts.size() == 1;
  if (is_itself) return std::move(parts.front());
  std::size_t numbers = 0;
  for (const Polygon& part : parts) numbers += part.size();
  if (parts.size() > 1 && numbers > kMostNumbers) return std::nullopt;
  Polygon outline = std::move(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) outline = joined(outline, parts[i]);
  const image::RunLengths filled = image::fill_polygon(outline, size);
  if (image::mask_iou(filled, shapes.mask(shape, size), false) < kAlike) return std::nullopt;
  return outline;
}

}  // namespace assay::dataset::convert
