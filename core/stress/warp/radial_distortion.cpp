// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/radial_distortion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace assay::stress {
namespace {

constexpr double kLeastSlope = 0.1;
constexpr int kHalvings = 45;  // of ten times the radius: far below what floats can tell

/// The smallest positive r at which 1 + 3 k1 r^2 + 5 k2 r^4 falls to the least slope.
double bend_of(double k1, double k2) {
  const double a = 5 * k2;
  const double b = 3 * k1;
  const double c = 1 - kLeastSlope;
  double square = std::numeric_limits<double>::infinity();
  if (a == 0) {
    if (b < 0) square = -c / b;
  } else if (const double root = b * b - 4 * a * c; root >= 0) {
    for (const double sign : {-1.0, 1.0}) {
      const double s = (-b + sign * std::sqrt(root)) / (2 * a);
      if (s > 0) square = std::min(square, s);
    }
  }
  return std::sqrt(square);
}

}  // namespace

RadialDistortion::RadialDistortion(image::Size size, double k1, double k2)
    : middle_x_(static_cast<double>(size.width - 1) / 2),
      middle_y_(static_cast<double>(size.height - 1) / 2),
      unit_(std::hypot(static_cast<double>(size.width), static_cast<double>(size.height)) / 2),
      k1_(k1),
      k2_(k2),
      bend_(bend_of(k1, k2)) {}

double RadialDistortion::source_radius(double r) const {
  const double curved = std::min(r, bend_);
  const double square = curved * curved;
  return curved * (1 + square * (k1_ + k2_ * square)) + kLeastSlope * (r - curved);
}

void RadialDistortion::backward(std::span<float> x, std::span<float> y) const {
  const auto middle_x = static_cast<float>(middle_x_);
  const auto middle_y = static_cast<float>(middle_y_);
  const auto scale = static_cast<float>(1 / (unit_ * unit_));
  const auto k1 = static_cast<float>(k1_);
  const auto k2 = static_cast<float>(k2_);
  const auto bend = static_cast<float>(std::min(bend_ * bend_, 1e30));
  for (std::size_t i = 0; i < x.size(); ++i) {
    const float dx = x[i] - middle_x;
    const float dy = y[i] - middle_y;
    const float square = (dx * dx + dy * dy) * scale;
    float factor = 1 + square * (k1 + k2 * square);
    if (square > bend) {
      const double r = std::sqrt(double{square});
      factor = static_cast<float>(source_radius(r) / r);
    }
    x[i] = middle_x + dx * factor;
    y[i] = middle_y + dy * factor;
  }
}

std::optional<Point> RadialDistortion::forward(Point input) const {
  const double dx = input.x - middle_x_;
  const double dy = input.y - middle_y_;
  const double target = std::hypot(dx, dy) / unit_;
  if (target == 0) return input;
  // The map only grows, and by the least slope at least.
  double low = 0;
  double high = target / kLeastSlope;
  double r = target;
  for (int i = 0; i < kHalvings; ++i) {
    (source_radius(r) > target ? high : low) = r;
    r = (low + high) / 2;
  }
  return Point{middle_x_ + dx / target * r, middle_y_ + dy / target * r};
}

}  // namespace assay::stress
