// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/move_outline.hpp"

#include <algorithm>

#include "core/stress/annotation/move_points.hpp"
#include "core/stress/annotation/polygon_clip.hpp"

namespace assay::stress {
namespace {

double area_of_all(const std::vector<Polygon>& polygons) {
  double area = 0;
  for (const Polygon& polygon : polygons) area += area_of(polygon);
  return area;
}

}  // namespace

std::optional<MovedOutline> move_outline(std::vector<Polygon> polygons, const WarpChain& chain,
                                         image::Size size) {
  const Box frame = frame_of(size);
  MovedOutline moved;
  bool cut_on_the_way = false;
  for (std::size_t k = 0; k < chain.size(); ++k) {
    for (Polygon& polygon : polygons) polygon = moved_outline(*chain[k].warp, polygon);
    const double area = area_of_all(polygons);
    std::vector<Polygon> within;
    for (const Polygon& polygon : polygons) {
      Polygon part = clipped(polygon, frame);
      if (part.size() >= 6) within.push_back(std::move(part));
    }
    const double left = area_of_all(within);
    if (area > 0) moved.visible *= std::min(1.0, left / area);
    if (k + 1 == chain.size()) {
      moved.polygons = std::move(within);
      break;
    }
    cut_on_the_way |= left < area * (1 - 1e-9);
    polygons = std::move(within);
  }
  const auto box = box_within(polygons, frame);
  if (!box) return std::nullopt;
  // Lines along the edge of an image on the way may reach further than anything that is seen.
  moved.box = {*box, cut_on_the_way ? Box{box->x2, box->y2, box->x1, box->y1} : *box};
  return moved;
}

}  // namespace assay::stress
