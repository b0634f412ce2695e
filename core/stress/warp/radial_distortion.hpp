// SPDX-License-Identifier: Apache-2.0
// Distortion of a lens about the middle of the image: what is seen at a distance r from it comes
// from r (1 + k1 r^2 + k2 r^4), in units of half the diagonal (Brown 1966, Conrady 1919). Where
// that would turn back and show things twice, it goes on along a line that is nearly flat.
#pragma once

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

class RadialDistortion final : public Warp {
 public:
  RadialDistortion(image::Size size, double k1, double k2);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  double tolerance() const override { return 0.01; }  // backward() is in floats

 private:
  double source_radius(double r) const;

  double middle_x_;
  double middle_y_;
  double unit_;  // half the diagonal
  double k1_;
  double k2_;
  double bend_;  // the radius from which on it is a line; infinite where there is none
};

}  // namespace assay::stress
