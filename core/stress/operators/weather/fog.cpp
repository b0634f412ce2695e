// SPDX-License-Identifier: Apache-2.0
// Patches of white haze, and the blur that comes with them.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/stress/filter/gaussian_blur.hpp"
#include "core/stress/filter/veil.hpp"
#include "core/stress/operators/weather/family.hpp"

namespace assay::stress {
namespace {

// Lengths are in sides: see side_of().
constexpr std::size_t kPatches = 48;
constexpr double kSmallest = 0.15;
constexpr double kLargest = 0.35;
constexpr double kBeyond = 0.2;  // in sides of the image: how far outside there are patches, too
constexpr double kEvenly = 0.3;  // share of the haze that is everywhere
constexpr double kBlur = 1.0 / 90;

struct Patch {
  double x, y, radius;
};

struct Haze {
  std::array<Patch, kPatches> patches;
  double even;   // optical depth everywhere
  double patch;  // and more in the middle of each patch
};

Haze haze(double depth, const Setting& setting) {
  Stream random = setting.random;
  Haze haze;
  const auto [width, height] = setting.size;
  const double side = side_of(setting.size);
  for (Patch& patch : haze.patches) {
    patch.x = random.uniform(-kBeyond, 1 + kBeyond) * static_cast<double>(width);
    patch.y = random.uniform(-kBeyond, 1 + kBeyond) * static_cast<double>(height);
    patch.radius = random.uniform(kSmallest, kLargest) * side;
  }
  // The mean square of the radii, and the mean third that (1 - u^2)^2 has of its disc, say how many
  // patches' middles the mean over the image is worth.
  const double squares = (kSmallest * kSmallest + kSmallest * kLargest + kLargest * kLargest) / 3;
  const double overlap =
      kPatches * std::numbers::pi * squares / 3 / ((1 + 2 * kBeyond) * (1 + 2 * kBeyond));
  haze.even = depth * kEvenly;
  haze.patch = depth * (1 - kEvenly) / overlap;
  return haze;
}

/// Adds to the points of a veil that are under the patch.
void add(const Patch& patch, float depth, image::Size points, std::span<float> depths) {
  const auto first = [&](double middle) {
    return std::max(static_cast<std::int64_t>(std::ceil((middle - patch.radius) / kVeilStep)),
                    std::int64_t{0});
  };
  const auto last = [&](double middle, std::int64_t count) {
    return std::min(static_cast<std::int64_t>(std::floor((middle + patch.radius) / kVeilStep)),
                    count - 1);
  };
  const auto scale = static_cast<float>(1 / (patch.radius * patch.radius));
  for (std::int64_t y = first(patch.y); y <= last(patch.y, points.height); ++y) {
    const auto dy = static_cast<float>(static_cast<double>(y * kVeilStep) - patch.y);
    for (std::int64_t x = first(patch.x); x <= last(patch.x, points.width); ++x) {
      const auto dx = static_cast<float>(static_cast<double>(x * kVeilStep) - patch.x);
      const float inside = std::max(1 - (dx * dx + dy * dy) * scale, 0.0F);
      depths[static_cast<std::size_t>(y * points.width + x)] += depth * inside * inside;
    }
  }
}

void lay_haze(const Haze& haze, const image::MutablePixelView& image, Workspace& workspace) {
  const image::Size points = veil_size(image.size);
  const auto count = static_cast<std::size_t>(points.width * points.height);
  const auto depths = workspace.lease<float>(count);
  std::fill(depths.span().begin(), depths.span().end(), static_cast<float>(haze.even));
  for (const Patch& patch : haze.patches) {
    add(patch, static_cast<float>(haze.patch), points, depths.span());
  }
  const auto opacity = workspace.lease<std::uint16_t>(count);
  for (std::size_t i = 0; i < count; ++i) {
    opacity[i] = static_cast<std::uint16_t>(65535 * -std::expm1(-depths[i]));
  }
  lay_veil(opacity.span(), {255, 255, 255}, image, workspace);
}

Effect effect(const Values& values, const Setting& setting) {
  const double coefficient = values.real("fog_coef");
  if (coefficient == 0) return Unchanged{};
  // A mean optical depth of 5 for an alpha and a coefficient of 1 looks as dense as Efemarai's fog
  // at the end of its range.
  const Haze laid = haze(5 * values.real("fog_alpha") * coefficient, setting);
  const double sigma = std::min(coefficient * side_of(setting.size) * kBlur, 100.0);
  return Filter{[laid, sigma](const image::PixelView& from, const image::MutablePixelView& to,
                              Workspace& workspace) {
                  gaussian_blur(sigma, from, to, workspace);
                  lay_haze(laid, to, workspace);
                },
                0,
                {}};
}

}  // namespace

Operator fog() {
  using enum AxisType;
  return {"Fog",
          Category::weather,
          "Patches of fog in front of everything, which is blurred, too.",
          {with_legal(strength("fog_coef", real, {0, 0.65}, 0, "", "how dense the fog is"), 0, 1),
           not_searched(number("fog_alpha", real, {0, 1}, 0.25, "",
                               "how opaque the fog is where it is as dense as possible"))},
          effect};
}

}  // namespace assay::stress
