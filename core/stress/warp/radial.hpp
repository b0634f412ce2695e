// SPDX-License-Identifier: Apache-2.0
// Barrel and pincushion distortion: points move towards a centre or away from it.
#pragma once

#include "core/stress/warp/warp.hpp"

namespace assay::stress {

/// What the output shows at distance r of the centre is at distance r (1 + k1 r^2 + k2 r^4) in the
/// input (Brown's model), distances being in units of `scale`, which may differ by direction.
struct RadialDistortion {
  Point center;
  double scale_x = 1, scale_y = 1;  // pixels
  double k1 = 0, k2 = 0;
};

/// Where the polynomial would fold back, and show things twice, it goes on straight instead.
class RadialWarp final : public Warp {
 public:
  explicit RadialWarp(const RadialDistortion& distortion);

  void backward(std::span<float> x, std::span<float> y) const override;
  std::optional<Point> forward(Point input) const override;
  double tolerance() const override { return 0.01; }  // backward() is in floats

 private:
  double input_radius(double r) const;

  RadialDistortion distortion_;
  double straight_from_ = 0;  // radius
};

}  // namespace assay::stress
