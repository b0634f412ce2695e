// SPDX-License-Identifier: Apache-2.0
// Each pixel's light spread along a line through its middle.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/stress/filter/shifted_sum.hpp"
#include "core/stress/operators/blur/family.hpp"

namespace assay::stress {
namespace {

/// What a line from -reach to reach, of weight 1, gives to the whole number `place` where each of
/// its points is shared between the two nearest.
double share(double place, double reach) {
  const auto tent_up_to = [](double t) {
    const double s = std::clamp(t, -1.0, 1.0);
    return s < 0 ? (1 + s) * (1 + s) / 2 : 1 - (1 - s) * (1 - s) / 2;
  };
  return (tent_up_to(place + reach) - tent_up_to(place - reach)) / (2 * reach);
}

/// A line of `length` through the middle, `angle` from the vertical: one step at a time along the
/// axis that is nearer to it, where it is shared between the two pixels beside it.
std::vector<Tap> line(double length, double angle) {
  const double across = std::sin(angle);
  const double up = -std::cos(angle);
  const bool steep = std::abs(up) >= std::abs(across);
  const double slope = steep ? across / up : up / across;
  const double reach = length / 2 * (steep ? std::abs(up) : std::abs(across));

  std::vector<Tap> taps{{0, 0, share(0, reach)}};
  const auto add = [&](std::int64_t along, std::int64_t beside, double weight) {
    taps.push_back({steep ? beside : along, steep ? along : beside, weight});
  };
  const auto steps = static_cast<std::int64_t>(std::floor(reach + 1));
  for (std::int64_t n = -steps; n <= steps; ++n) {
    if (n == 0) continue;
    const double weight = share(static_cast<double>(n), reach);
    const double beside = static_cast<double>(n) * slope;
    const double whole = std::floor(beside);
    add(n, static_cast<std::int64_t>(whole), weight * (1 - (beside - whole)));
    add(n, static_cast<std::int64_t>(whole) + 1, weight * (beside - whole));
  }
  return taps;
}

Effect effect(const Values& values, const Setting&) {
  const double length = values.real("motion_blur");
  if (length == 0) return Unchanged{};
  const double angle = values.real("motion_direction") * std::numbers::pi;
  return Filter{[sum = ShiftedSum{line(length, angle)}](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { shifted_sum(sum, from, to, workspace); },
                0,
                {}};
}

}  // namespace

Operator motion_blur() {
  using enum AxisType;
  return {
      "MotionBlur",
      Category::blur,
      "Smears the image along a straight line.",
      {with_legal(strength("motion_blur", integer, {0, 20}, 0, "px", "length of the line"), 0, 100),
       number("motion_direction", real, {0, 1}, 0, "half turns",
              "direction of the line, clockwise from up and down")},
      effect};
}

}  // namespace assay::stress
