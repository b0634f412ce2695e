// SPDX-License-Identifier: Apache-2.0
// How much light comes to the detector. Light adds up and scales, bytes do not: so all is done in
// linear light.
#include <algorithm>
#include <cmath>

#include "core/stress/apply_effect.hpp"
#include "core/stress/linear_light.hpp"
#include "core/stress/operators/sensor/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::sensor {
namespace {

Effect exposure(const Values& values, const Setting&) {
  const double stops = values.real("stops");
  if (stops == 0) return Unchanged{};
  return tables_of(LinearLight::srgb().changed(static_cast<float>(std::exp2(stops))));
}

void darken_corners(float bend, const image::PixelView& from, const image::MutablePixelView& to,
                    std::span<float> gains) {
  const LinearLight& srgb = LinearLight::srgb();
  const auto width = static_cast<float>(from.size.width);
  const auto height = static_cast<float>(from.size.height);
  const float scale = 4 / (width * width + height * height);
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    const float dy = static_cast<float>(y) - (height - 1) / 2;
    for (std::size_t x = 0; x < gains.size(); ++x) {
      const float dx = static_cast<float>(static_cast<std::int32_t>(x)) - (width - 1) / 2;
      const float tan_squared = bend * scale * (dx * dx + dy * dy);
      gains[x] = 1 / ((1 + tan_squared) * (1 + tan_squared));
    }
    for (std::size_t x = 0; x < gains.size(); ++x, in += 3, out += 3) {
      for (std::size_t c = 0; c < 3; ++c) out[c] = srgb.byte(srgb.light(in[c]) * gains[x]);
    }
  }
}

/// Illumination falls with the fourth power of the cosine of the angle to the axis, or
/// 1 / (1 + tan^2)^2; the tangent is in proportion to the distance from the middle.
Effect vignetting(const Values& values, const Setting&) {
  const double falloff = values.real("falloff");
  if (falloff <= 0) return Unchanged{};
  constexpr double kDarkest = 1e-4;  // of corners; at 0, all but the middle would be black
  const double corner = std::max(1 - falloff, kDarkest);
  return Filter{
      [bend = static_cast<float>(1 / std::sqrt(corner) - 1)](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace& workspace) {
        const auto gains = workspace.lease<float>(static_cast<std::size_t>(from.size.width));
        darken_corners(bend, from, to, gains.span());
      },
      0,
      {}};
}

struct Haze {
  double density = 0;
  Color airlight;
  double gradient = 0;
};

/// Koschmieder's law: what comes through, and airlight in place of what does not.
PointTables haze_tables(const Haze& haze, double transmission) {
  const LinearLight& srgb = LinearLight::srgb();
  const std::array<std::uint8_t, 3> air{haze.airlight.red, haze.airlight.green, haze.airlight.blue};
  const auto through = static_cast<float>(transmission);
  PointTables tables{};
  for (std::size_t c = 0; c < 3; ++c) {
    tables.channels[c] = srgb.changed(through, srgb.light(air[c]) * (1 - through));
  }
  return tables;
}

void apply_gradient(const Haze& haze, const image::PixelView& from,
                    const image::MutablePixelView& to) {
  const auto [width, height] = from.size;
  const std::size_t length = static_cast<std::size_t>(width) * 3;
  for (std::int64_t y = 0; y < height; ++y) {
    const double up =
        height == 1 ? 0 : 1 - 2 * static_cast<double>(y) / static_cast<double>(height - 1);
    const PointTables tables =
        haze_tables(haze, std::pow(1 - haze.density, 1 + haze.gradient * up));
    const std::size_t begin = static_cast<std::size_t>(y) * length;
    apply_tables(tables, {from.bytes.subspan(begin, length), {width, 1}, from.format},
                 {to.bytes.subspan(begin, length), {width, 1}, to.format});
  }
}

Effect haze(const Values& values, const Setting&) {
  const Haze haze{values.real("density"), values.color("airlight"), values.real("gradient")};
  if (haze.density <= 0) return Unchanged{};
  if (haze.gradient == 0) return haze_tables(haze, 1 - haze.density);
  return Filter{[haze](const image::PixelView& from, const image::MutablePixelView& to,
                       Workspace&) { apply_gradient(haze, from, to); },
                0,
                {}};
}

}  // namespace

std::vector<Operator> light() {
  using enum AxisType;
  return {
      {"Exposure",
       Category::sensor,
       "More or less light: below 0 darker, above 0 brighter until highlights clip.",
       {with_legal(strength("stops", real, {-4, 4}, 0, "stops", "doublings of the light"), -16,
                   16)},
       exposure},
      {"Vignetting",
       Category::sensor,
       "Corners that get less light, by the cosine of the angle to the fourth power.",
       {with_legal(strength("falloff", real, {0, 0.8}, 0, "of the light", "what corners lose"), 0,
                   1)},
       vignetting},
      {"Haze",
       Category::sensor,
       "Air that scatters (Koschmieder's law): contrast is lost, and airlight is added.",
       {with_legal(
            strength("density", real, {0, 0.8}, 0, "of the light", "what does not come through"), 0,
            1),
        not_searched(number("gradient", real, {0, 1}, 0, "",
                            "how much thicker at the top than in the middle, and thinner below")),
        color_axis("airlight", {224, 229, 234}, "of haze without end")},
       haze},
  };
}

}  // namespace assay::stress::sensor
