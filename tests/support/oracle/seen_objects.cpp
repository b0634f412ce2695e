// SPDX-License-Identifier: Apache-2.0
#include "tests/support/oracle/seen_objects.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <variant>

namespace oracle {
namespace {

using assay::image::Size;
using assay::stress::Box;
using assay::stress::ChainLink;
using assay::stress::Hidden;
using assay::stress::Motion;
using assay::stress::Object;
using assay::stress::Polygon;

constexpr std::int64_t kParts = 3;  // of a pixel, along each side

/// Positions in the image, as annotations count: it reaches from 0 to its width.
struct Positions {
  std::vector<float> x, y;
  std::vector<bool> lost;  // shows nothing of the image itself
};

/// The middles of all parts of one row of them.
Positions row_of_parts(std::int64_t row, Size size) {
  Positions row_parts;
  const auto middle = [](std::int64_t part) {
    return (static_cast<float>(part) + 0.5F) / static_cast<float>(kParts);
  };
  for (std::int64_t column = 0; column < size.width * kParts; ++column) {
    row_parts.x.push_back(middle(column));
    row_parts.y.push_back(middle(row));
  }
  row_parts.lost.resize(row_parts.x.size());
  return row_parts;
}

void lose_outside(Positions& positions, Size size) {
  for (std::size_t i = 0; i < positions.x.size(); ++i) {
    const bool inside = positions.x[i] >= 0 && positions.x[i] < static_cast<float>(size.width) &&
                        positions.y[i] >= 0 && positions.y[i] < static_cast<float>(size.height);
    if (!inside) positions.lost[i] = true;
  }
}

void lose_hidden(Positions& positions, const Hidden& hidden) {
  for (std::size_t i = 0; i < positions.x.size(); ++i) {
    for (const auto& box : hidden.boxes) {
      const bool inside = positions.x[i] >= static_cast<float>(box.left) &&
                          positions.x[i] < static_cast<float>(box.right) &&
                          positions.y[i] >= static_cast<float>(box.top) &&
                          positions.y[i] < static_cast<float>(box.bottom);
      if (inside) positions.lost[i] = true;
    }
  }
}

/// Warps count from the middle of the first pixel.
void shift(Positions& positions, float by) {
  for (float& x : positions.x) x += by;
  for (float& y : positions.y) y += by;
}

void trace_back(Positions& positions, const Motion& motion, Size size) {
  for (auto step = motion.rbegin(); step != motion.rend(); ++step) {
    if (const auto* hidden = std::get_if<Hidden>(&*step)) lose_hidden(positions, *hidden);
    const auto* link = std::get_if<ChainLink>(&*step);
    if (link == nullptr) continue;
    shift(positions, -0.5F);
    link->warp->backward(positions.x, positions.y);
    shift(positions, 0.5F);
    lose_outside(positions, size);
  }
}

/// By the crossings of a line to the right.
bool encloses(const Polygon& polygon, double x, double y) {
  bool inside = false;
  const std::size_t count = polygon.size() / 2;
  for (std::size_t i = 0, j = count - 1; i < count; j = i++) {
    const double x1 = polygon[2 * i], y1 = polygon[2 * i + 1];
    const double x2 = polygon[2 * j], y2 = polygon[2 * j + 1];
    if ((y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

bool covers(const Object& object, double x, double y) {
  const Box& box = object.box.outer;
  if (x < box.x1 || x > box.x2 || y < box.y1 || y > box.y2) return false;
  return std::any_of(object.polygons.begin(), object.polygons.end(),
                     [&](const Polygon& polygon) { return encloses(polygon, x, y); });
}

/// Adds a part of a pixel to what was seen before.
void extend(std::optional<Box>& seen, std::int64_t column, std::int64_t row) {
  const auto edge = [](std::int64_t part) {
    return static_cast<double>(part) / static_cast<double>(kParts);
  };
  const Box part{edge(column), edge(row), edge(column + 1), edge(row + 1)};
  const Box box = seen.value_or(part);
  seen = Box{std::min(box.x1, part.x1), std::min(box.y1, part.y1), std::max(box.x2, part.x2),
             std::max(box.y2, part.y2)};
}

}  // namespace

std::vector<Seen> seen_objects(const std::vector<Object>& objects, const Motion& motion,
                               Size size) {
  std::vector<std::optional<Box>> boxes(objects.size());
  for (std::int64_t row = 0; row < size.height * kParts; ++row) {
    Positions parts = row_of_parts(row, size);
    trace_back(parts, motion, size);
    for (std::size_t i = 0; i < parts.x.size(); ++i) {
      if (parts.lost[i]) continue;
      for (std::size_t k = 0; k < objects.size(); ++k) {
        if (!covers(objects[k], parts.x[i], parts.y[i])) continue;
        extend(boxes[k], static_cast<std::int64_t>(i), row);
      }
    }
  }
  std::vector<Seen> seen;
  for (std::size_t k = 0; k < objects.size(); ++k) {
    if (!boxes[k]) continue;
    seen.push_back(
        {boxes[k]->x1, boxes[k]->y1, boxes[k]->x2, boxes[k]->y2, objects[k].category_id});
  }
  return seen;
}

}  // namespace oracle
