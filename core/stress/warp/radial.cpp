// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/radial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/wide_vectors.hpp"

namespace assay::stress {
namespace {

/// How fast the input's radius must at least grow with the output's.
constexpr double kLeastSlope = 0.1;

double slope(const RadialDistortion& d, double r) {
  const double r2 = r * r;
  return 1 + 3 * d.k1 * r2 + 5 * d.k2 * r2 * r2;
}

/// The smallest positive r where the slope falls to kLeastSlope; infinity where it never does.
double end_of_growth(const RadialDistortion& d) {
  // 5 k2 s^2 + 3 k1 s + (1 - kLeastSlope) = 0 for s = r^2.
  const double a = 5 * d.k2;
  const double b = 3 * d.k1;
  const double c = 1 - kLeastSlope;
  double best = std::numeric_limits<double>::infinity();
  const auto consider = [&](double s) {
    if (s > 0) best = std::min(best, s);
  };
  if (a == 0) {
    if (b != 0) consider(-c / b);
    return std::sqrt(best);
  }
  const double discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return best;
  const double root = std::sqrt(discriminant);
  consider((-b - root) / (2 * a));
  consider((-b + root) / (2 * a));
  return std::sqrt(best);
}

/// A distortion as loops need it.
struct Terms {
  float center_x, center_y;
  float scale_x, scale_y;  // one by them
  float k1, k2;
  float end;  // of the polynomial

  [[gnu::always_inline]] inline float square(float x, float y) const {
    const float dx = (x - center_x) * scale_x;
    const float dy = (y - center_y) * scale_y;
    return dx * dx + dy * dy;
  }
};

struct Move {
  [[gnu::always_inline]] static inline void run(const Terms* terms, std::span<float> x,
                                                std::span<float> y) {
    const Terms t = *terms;  // a copy: nothing that is written here changes it
    unsigned beyond = 0;     // not the largest of them: compilers look for that one by one
    for (std::size_t i = 0; i < x.size(); ++i) {
      beyond |= t.square(x[i], y[i]) > t.end * t.end ? 1U : 0U;
    }
    if (beyond == 0) {
      for (std::size_t i = 0; i < x.size(); ++i) {
        const float r2 = t.square(x[i], y[i]);
        const float growth = 1 + r2 * (t.k1 + t.k2 * r2);
        x[i] = t.center_x + (x[i] - t.center_x) * growth;
        y[i] = t.center_y + (y[i] - t.center_y) * growth;
      }
      return;
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
      const float r = std::sqrt(t.square(x[i], y[i]));
      const float within = std::min(r, t.end);
      const float w2 = within * within;
      const float grown =
          within * (1 + w2 * (t.k1 + t.k2 * w2)) + static_cast<float>(kLeastSlope) * (r - within);
      const float growth = grown / std::max(r, 1e-12F);
      x[i] = t.center_x + (x[i] - t.center_x) * growth;
      y[i] = t.center_y + (y[i] - t.center_y) * growth;
    }
  }
};

}  // namespace

RadialWarp::RadialWarp(const RadialDistortion& distortion)
    : distortion_(distortion), straight_from_(end_of_growth(distortion)) {}

double RadialWarp::input_radius(double r) const {
  const double within = std::min(r, straight_from_);
  const double r2 = within * within;
  const double grown = within * (1 + distortion_.k1 * r2 + distortion_.k2 * r2 * r2);
  return r <= straight_from_ ? grown : grown + kLeastSlope * (r - straight_from_);
}

void RadialWarp::backward(std::span<float> x, std::span<float> y) const {
  const Terms terms{static_cast<float>(distortion_.center.x),
                    static_cast<float>(distortion_.center.y),
                    static_cast<float>(1 / distortion_.scale_x),
                    static_cast<float>(1 / distortion_.scale_y),
                    static_cast<float>(distortion_.k1),
                    static_cast<float>(distortion_.k2),
                    static_cast<float>(std::min(straight_from_, 1e15))};
  run_in_wide_vectors<Move>(&terms, x, y);
}

std::optional<Point> RadialWarp::forward(Point input) const {
  const double dx = input.x - distortion_.center.x;
  const double dy = input.y - distortion_.center.y;
  const double wanted = std::hypot(dx / distortion_.scale_x, dy / distortion_.scale_y);
  if (wanted == 0) return input;
  // Newton's steps may leave the interval that has the solution, or turn in a circle: where they do
  // not become half as long each time, the interval is halved.
  double low = 0;
  double high = wanted / kLeastSlope;
  while (input_radius(high) < wanted) high *= 2;
  double r = std::min(wanted, high);
  double step = high;
  for (int i = 0; i < 100 && step > 1e-13 * (1 + r); ++i) {
    const double miss = input_radius(r) - wanted;
    (miss > 0 ? high : low) = r;
    const double newton = r - miss / (r <= straight_from_ ? slope(distortion_, r) : kLeastSlope);
    const bool nears = newton >= low && newton <= high && std::abs(newton - r) < step / 2;
    const double next = nears ? newton : (low + high) / 2;
    step = std::abs(next - r);
    r = next;
  }
  const double growth = r / wanted;
  return Point{distortion_.center.x + dx * growth, distortion_.center.y + dy * growth};
}

}  // namespace assay::stress
