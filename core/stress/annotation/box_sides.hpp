// SPDX-License-Identifier: Apache-2.0
// What can be said of an object's box after a warp when no more than its box was known before.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/stress/annotation/object.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// The four sides of a box as lines, wherever warps have taken them. The object touches each of
/// them somewhere, and is nowhere outside: that is all that is known.
class BoxSides {
 public:
  explicit BoxSides(const Box& box);

  /// Moves them to where the warp shows them, and notes which of them are no longer seen whole.
  void move(const Warp& warp, image::Size size);

  /// The box of the object as far as it is in the image; nullopt where nothing of it can be.
  /// A tight box reaches as far as the furthest of its object's points, and each side has one: so
  /// its left edge is no further right than the rightmost point of any side that is seen whole.
  std::optional<BoxRange> range(image::Size size) const;

  /// Whether a side is seen whole, so that a point of the object certainly is.
  bool shows_something() const;

  /// The part of the area between the sides that is in the image.
  double visible(image::Size size) const;

 private:
  Polygon outline() const;

  std::array<std::vector<Point>, 4> sides_;
  std::array<bool, 4> whole_{true, true, true, true};
  double visible_ = 1;  // of earlier moves
};

}  // namespace assay::stress
