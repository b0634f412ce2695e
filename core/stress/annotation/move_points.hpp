// SPDX-License-Identifier: Apache-2.0
// Points, lines and outlines through one warp. Positions are COCO's here: the first pixel reaches
// from 0 to 1.
#pragma once

#include <optional>
#include <vector>

#include "core/stress/annotation/object.hpp"
#include "core/stress/warp/resample.hpp"

namespace assay::stress {

/// Where a position is seen.
std::optional<Point> moved(const Warp& warp, Point position);
std::optional<Point> moved(const WarpChain& warps, Point position);

/// Pixels over which points may change places: across a fold a warp jumps by as much as it may be
/// off, however near two points are.
double width_of_folds(const WarpChain& warps);

/// A line through points; more of them where the warp bends it. Points that are seen nowhere are
/// left out.
std::vector<Point> moved_line(const Warp& warp, const std::vector<Point>& line);

/// A closed outline likewise.
Polygon moved_outline(const Warp& warp, const Polygon& outline);

/// Of an outline before the warps, moved through all of them, inside of the images or not.
struct WholeMove {
  std::optional<Box> around;  // the box about it; nullopt: seen nowhere
  double magnification = 1;   // the most that one of its edges is longer than it was, 1 at least
};
WholeMove whole_move(const WarpChain& chain, const Polygon& outline);

/// From 0 to the sides of the image.
Box frame_of(image::Size size);

}  // namespace assay::stress
