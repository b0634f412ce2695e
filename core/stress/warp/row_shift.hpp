// SPDX-License-Identifier: Apache-2.0
// Rows that move sideways, each by itself: a camera that turns while its rows are read one by one.
#pragma once

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

class RowShift final : public Warp {
 public:
  /// In pixels to the right; `middle` stays where it is but for the wobble.
  struct Shape {
    double middle = 0;     // row
    double slope = 0;      // pixels for each row
    double wobble = 0;     // amplitude
    double frequency = 0;  // radians for each row
    double phase = 0;      // radians at row 0
  };

  explicit RowShift(const Shape& shape) : shape_(shape) {}

  void backward(std::span<float> x, std::span<float> y) const override;
  /// The exact inverse.
  std::optional<Point> forward(Point input) const override;

 private:
  double shift(double y) const;

  Shape shape_;
};

}  // namespace assay::stress
