// SPDX-License-Identifier: Apache-2.0
// Stretches columns and rows by themselves: a grid whose lines are moved, but stay straight.
#pragma once

#include <vector>

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// One direction: output position output[i] shows input position input[i], and between them it is
/// straight, as it is beyond the ends. Both grow strictly; at least two.
struct Knots {
  std::vector<double> output;
  std::vector<double> input;
};

class SeparableWarp final : public Warp {
 public:
  SeparableWarp(Knots x, Knots y);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;

 private:
  Knots x_;
  Knots y_;
};

}  // namespace assay::stress
