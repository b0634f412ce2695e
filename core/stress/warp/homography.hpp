// SPDX-License-Identifier: Apache-2.0
// Maps that keep lines straight: flips, rotations, shears, views from elsewhere.
#pragma once

#include <array>

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// (x, y, 1) times a matrix, divided by the third number.
using Matrix3 = std::array<double, 9>;  // row by row

Matrix3 identity3();
Matrix3 translation(double x, double y);
/// a b: b is applied first.
Matrix3 multiply(const Matrix3& a, const Matrix3& b);
/// nullopt where there is none.
std::optional<Matrix3> inverse(const Matrix3& matrix);
/// nullopt where the point goes to infinity or comes from behind.
std::optional<Point> apply(const Matrix3& matrix, Point point);

/// The map that takes four corners to four others, in order; nullopt where three are on a line.
std::optional<Matrix3> matrix_between(const std::array<Point, 4>& from,
                                      const std::array<Point, 4>& to);

class Homography final : public Warp {
 public:
  /// `forward` takes the input to the output. Aborts where it cannot be inverted.
  explicit Homography(const Matrix3& forward);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  const Homography* homography() const override { return this; }

  const Matrix3& forward_matrix() const { return forward_; }
  const Matrix3& backward_matrix() const { return backward_; }
  /// Whether parallel lines stay parallel.
  bool is_affine() const;

 private:
  Matrix3 forward_;
  Matrix3 backward_{};
};

}  // namespace assay::stress
