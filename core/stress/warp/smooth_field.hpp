// SPDX-License-Identifier: Apache-2.0
// Pixels moved by a smooth random field: noise at the nodes of a grid, blurred. Nodes are as far
// apart as the blur allows, and in between the field is bilinear.
#pragma once

#include <vector>

#include "core/stress/random/stream.hpp"
#include "core/stress/warp/warp.hpp"

namespace assay::stress {

class SmoothField final : public Warp {
 public:
  struct Shape {
    double amplitude = 0;  // in pixels: each moves by up to that before the blur, at random
    double blur_x = 1;     // deviation of the blur, in pixels
    double blur_y = 1;
  };

  SmoothField(image::Size size, const Shape& shape, Stream& random);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  /// Where the field folds the image over itself: the widest distance between two places that show
  /// the same input.
  double tolerance() const override { return tolerance_; }

 private:
  struct Move {
    float x;
    float y;
  };

  Move at(float x, float y) const;
  /// Of the row or column of nodes from `first` on: see tolerance().
  double widest_fold(std::size_t first, std::size_t step, std::size_t count,
                     float Move::*axis) const;

  float spacing_;
  std::size_t columns_;
  std::size_t rows_;
  std::vector<Move> nodes_;
  double tolerance_ = 0;
};

}  // namespace assay::stress
