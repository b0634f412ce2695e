// SPDX-License-Identifier: Apache-2.0
// Polygons against rectangles: what is inside of them.
#pragma once

#include "core/stress/annotation/object.hpp"

namespace assay::stress {

/// Area, whatever the direction; parts that overlap themselves count as often as they do.
double area_of(const Polygon& polygon);

/// Whether a point is inside, by the number of edges to one side of it: odd is inside.
bool is_inside(const Polygon& polygon, double x, double y);

/// The part within the rectangle, empty where there is none. A polygon that falls apart stays one:
/// its parts are joined by lines on the rectangle's edge that enclose nothing (Sutherland, Hodgman:
/// Reentrant polygon clipping, 1974).
Polygon clipped(const Polygon& polygon, const Box& rectangle);

/// The smallest box around the parts of a polygon that are within the rectangle; nullopt where none
/// is. Exact also where clipped() has such lines.
std::optional<Box> box_within(const Polygon& polygon, const Box& rectangle);

/// Of box_within() of several.
std::optional<Box> box_within(const std::vector<Polygon>& polygons, const Box& rectangle);

}  // namespace assay::stress
