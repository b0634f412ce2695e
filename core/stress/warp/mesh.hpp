// SPDX-License-Identifier: Apache-2.0
// A regular mesh over the output whose knots are displaced: each of its triangles is affine.
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// What happens where displacements change so fast that the mesh folds over, and shows things
  /// twice: all of them are made smaller until it does not; or it does, and the tolerance says how
  /// far apart places may be that show the same.
  enum class Folds : std::uint8_t { smoothed, kept };

  explicit MeshWarp(Mesh mesh, Folds folds = Folds::smoothed);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  double tolerance() const override { return tolerance_; }

 private:
  Point displacement(Point output) const;

  Mesh mesh_;
  bool folds_ = false;
  double tolerance_ = 0;
};

/// How fast displacements change at most: the largest norm of their derivative in any triangle.
/// Below 1 nothing folds.
double steepness(const Mesh& mesh);

}  // namespace assay::stress
