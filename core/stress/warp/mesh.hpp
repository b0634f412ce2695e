// SPDX-License-Identifier: Apache-2.0
// A regular mesh over the output whose knots are displaced: each of its triangles is affine.
#pragma once

#include <cstddef>
#include <vector>

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// Knot (i, j) is at (left + i step_x, top + j step_y) in the output and shows what is dx, dy of
/// [j, i] further in the input. Beyond the mesh the displacement of its edge goes on.
struct Mesh {
  std::size_t columns = 0, rows = 0;  // of knots, two at least
  double left = 0, top = 0;
  double step_x = 1, step_y = 1;  // pixels
  std::vector<float> dx, dy;      // [rows, columns], pixels
};

class MeshWarp final : public Warp {
 public:
  /// Where displacements change so fast that the mesh would fold over, all of them are made smaller
  /// until it does not.
  explicit MeshWarp(Mesh mesh);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  double tolerance() const override;

 private:
  Point displacement(Point output) const;

  Mesh mesh_;
};

/// How fast displacements change at most: the largest norm of their derivative in any triangle.
/// Below 1 nothing folds.
double steepness(const Mesh& mesh);

}  // namespace assay::stress
