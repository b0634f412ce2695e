// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/move_points.hpp"

#include <algorithm>
#include <cmath>

namespace assay::stress {
namespace {

constexpr double kLongestPiece = 6;  // pixels of a line that a warp may bend

/// Pieces of a line from `a` to `b`: 1 where the warp keeps lines straight.
std::size_t pieces(const Warp& warp, Point a, Point b) {
  if (warp.homography() != nullptr) return 1;
  const double length = std::hypot(b.x - a.x, b.y - a.y);
  return static_cast<std::size_t>(std::clamp(std::ceil(length / kLongestPiece), 1.0, 1000.0));
}

/// All points of the way from `a` to `b` but the last.
void add_way(const Warp& warp, Point a, Point b, std::vector<Point>& way) {
  const std::size_t count = pieces(warp, a, b);
  for (std::size_t i = 0; i < count; ++i) {
    const double part = static_cast<double>(i) / static_cast<double>(count);
    const auto seen = moved(warp, {a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)});
    if (seen) way.push_back(*seen);
  }
}

}  // namespace

std::optional<Point> moved(const Warp& warp, Point position) {
  const auto seen = warp.forward({position.x - 0.5, position.y - 0.5});
  if (!seen || !std::isfinite(seen->x) || !std::isfinite(seen->y)) return std::nullopt;
  return Point{seen->x + 0.5, seen->y + 0.5};
}

std::vector<Point> moved_line(const Warp& warp, const std::vector<Point>& line) {
  std::vector<Point> way;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) add_way(warp, line[i], line[i + 1], way);
  if (line.empty()) return way;
  if (const auto last = moved(warp, line.back())) way.push_back(*last);
  return way;
}

Polygon moved_outline(const Warp& warp, const Polygon& outline) {
  std::vector<Point> way;
  const std::size_t count = outline.size() / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t j = i + 1 == count ? 0 : i + 1;
    add_way(warp, {outline[2 * i], outline[2 * i + 1]}, {outline[2 * j], outline[2 * j + 1]}, way);
  }
  Polygon result;
  result.reserve(2 * way.size());
  for (const Point& point : way) result.insert(result.end(), {point.x, point.y});
  return result;
}

std::optional<Point> moved(const WarpChain& warps, Point position) {
  std::optional<Point> seen = position;
  for (const ChainLink& link : warps) {
    if (seen) seen = moved(*link.warp, *seen);
  }
  return seen;
}

double width_of_folds(const WarpChain& warps) {
  double width = 0;
  for (const ChainLink& link : warps) width += 2 * link.warp->tolerance();
  return width;
}

WholeMove whole_move(const WarpChain& chain, const Polygon& outline) {
  WholeMove move;
  const double least = width_of_folds(chain);  // of what is measured
  std::optional<Point> before;  // the corner from where is measured, and where it is seen
  std::optional<Point> last;
  const std::size_t count = outline.size() / 2;
  for (std::size_t i = 0; i <= count && count > 0; ++i) {
    const Point corner{outline[2 * (i % count)], outline[2 * (i % count) + 1]};
    const std::optional<Point> seen = moved(chain, corner);
    if (seen) {
      const Box box = move.around.value_or(Box{seen->x, seen->y, seen->x, seen->y});
      move.around = Box{std::min(box.x1, seen->x), std::min(box.y1, seen->y),
                        std::max(box.x2, seen->x), std::max(box.y2, seen->y)};
    }
    if (seen && last) {
      const double length = std::hypot(corner.x - before->x, corner.y - before->y);
      const double now = std::hypot(seen->x - last->x, seen->y - last->y);
      const double over = std::max(length, least);
      if (over > 0) move.magnification = std::max(move.magnification, now / over);
      if (length < least) continue;
    }
    before = corner;
    last = seen;
  }
  return move;
}

Box frame_of(image::Size size) {
  return {0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
}

}  // namespace assay::stress
