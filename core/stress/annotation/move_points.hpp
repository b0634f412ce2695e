// SPDX-License-Identifier: Apache-2.0
// Points, lines and outlines through one warp. Positions are COCO's here: the first pixel reaches
// from 0 to 1.
#pragma once

#include <optional>
#include <vector>

#include "core/stress/annotation/object.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// Where a position is seen.
std::optional<Point> moved(const Warp& warp, Point position);

/// A line through points; more of them where the warp bends it. Points that are seen nowhere are
/// left out.
std::vector<Point> moved_line(const Warp& warp, const std::vector<Point>& line);

/// A closed outline likewise.
Polygon moved_outline(const Warp& warp, const Polygon& outline);

/// From 0 to the sides of the image.
Box frame_of(image::Size size);

}  // namespace assay::stress
