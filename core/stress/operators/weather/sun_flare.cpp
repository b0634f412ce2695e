// SPDX-License-Identifier: Apache-2.0
// The sun, with the circles that a lens makes of it on a line through it.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/stress/operators/weather/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

// Of circles, in shorter sides of the image.
constexpr std::pair kRadius{0.01, 0.05};
constexpr std::pair kOpacity{0.05, 0.2};
constexpr double kDarkest = 50;  // how much darker than the sun a channel of a circle may be

constexpr std::size_t kSteps = 1024;

struct Disc {
  double x, y, radius;
  std::array<int, 3> color;
  /// In 65536ths, by the square of the distance from its middle; the last is outside.
  std::array<std::int32_t, kSteps + 1> opacity;
};

std::array<int, 3> channels(Color color) {
  return {color.red, color.green, color.blue};
}

/// What the discs make of each other that Efemarai lays over each other at its default radius: 20,
/// each of opacity (1 - v)^3 where it ends at v of the radius. Light comes through as the product
/// of those that reach further out, here the exponential of an integral.
void shine(Disc& sun) {
  constexpr double kDiscs = 20;
  constexpr std::size_t kParts = 4096;
  double depth = 0;
  std::size_t part = kParts;
  sun.opacity[kSteps] = 0;
  for (std::size_t i = kSteps; i-- > 0;) {
    const double u = std::sqrt((static_cast<double>(i) + 0.5) / kSteps);
    for (; static_cast<double>(part) > u * kParts; --part) {
      const double v = 1 - (static_cast<double>(part) - 0.5) / kParts;
      depth -= std::log1p(-v * v * v) * kDiscs / kParts;
    }
    sun.opacity[i] = static_cast<std::int32_t>(-std::expm1(-depth) * 65536);
  }
}

/// Even, but for a pixel's width at its edge.
void fill_evenly(Disc& circle, double opacity) {
  for (std::size_t i = 0; i <= kSteps; ++i) {
    const double inside = (1 - std::sqrt(static_cast<double>(i) / kSteps)) * circle.radius;
    circle.opacity[i] = static_cast<std::int32_t>(std::min(inside, 1.0) * opacity * 65536);
  }
}

/// From where to where the line from `start` along (dx, dy) is inside of the image.
std::pair<double, double> inside(double x, double y, double angle, image::Size size) {
  double low = -1e9;
  double high = 1e9;
  const auto cut = [&](double start, double step, std::int64_t side) {
    if (std::abs(step) < 1e-9) return;
    const double one = -start / step;
    const double other = (static_cast<double>(side - 1) - start) / step;
    low = std::max(low, std::min(one, other));
    high = std::min(high, std::max(one, other));
  };
  cut(x, std::cos(angle), size.width);
  cut(y, std::sin(angle), size.height);
  return {low, high};
}

/// The circles, then the sun. Circles have streams of their own: more of them leave the others as
/// they are.
std::vector<Disc> flare(const Values& values, const Setting& setting) {
  const auto [width, height] = setting.size;
  const auto shorter = static_cast<double>(std::min(width, height));
  const double angle = 2 * std::numbers::pi * values.real("flare_angle");
  Stream random = setting.random;
  Disc sun{};
  sun.x = random.uniform(0, static_cast<double>(width - 1));
  sun.y = random.uniform(0, static_cast<double>(height - 1));
  sun.radius = values.real("flare_rad");
  sun.color = channels(values.color("flare_color"));
  shine(sun);

  const auto [low, high] = inside(sun.x, sun.y, angle, setting.size);
  std::vector<Disc> discs;
  for (std::int64_t i = 0; i < values.integer("flare_cirles"); ++i) {
    random = setting.random.branch(static_cast<std::uint32_t>(i));
    Disc circle{};
    const double along = random.uniform(low, high);
    circle.x = sun.x + along * std::cos(angle);
    circle.y = sun.y + along * std::sin(angle);
    circle.radius = std::max(random.uniform(kRadius.first, kRadius.second) * shorter, 1.0);
    for (std::size_t c = 0; c < 3; ++c) {
      circle.color[c] = std::max(sun.color[c] - static_cast<int>(random.uniform(0, kDarkest)), 0);
    }
    fill_evenly(circle, random.uniform(kOpacity.first, kOpacity.second));
    discs.push_back(circle);
  }
  discs.push_back(sun);
  return discs;
}

void lay(const Disc& disc, const image::MutablePixelView& image) {
  std::uint8_t* samples = bytes_of(image).data();
  const auto [width, height] = image.size;
  const auto first = [&](double middle) {
    return static_cast<std::int64_t>(std::max(std::ceil(middle - disc.radius), 0.0));
  };
  const auto end = [&](double middle, std::int64_t side) {
    return std::min(static_cast<std::int64_t>(std::floor(middle + disc.radius)) + 1, side);
  };
  const double scale = kSteps / (disc.radius * disc.radius);
  for (std::int64_t y = first(disc.y); y < end(disc.y, height); ++y) {
    const double dy = static_cast<double>(y) - disc.y;
    for (std::int64_t x = first(disc.x); x < end(disc.x, width); ++x) {
      const double dx = static_cast<double>(x) - disc.x;
      const double step = std::min((dx * dx + dy * dy) * scale, static_cast<double>(kSteps));
      const std::int32_t opacity = disc.opacity[static_cast<std::size_t>(step)];
      std::uint8_t* pixel = samples + 3 * (y * width + x);
      for (std::size_t c = 0; c < 3; ++c) {
        const std::int32_t change = (disc.color[c] - pixel[c]) * opacity;
        pixel[c] = static_cast<std::uint8_t>(pixel[c] + ((change + 32768) >> 16));
      }
    }
  }
}

Effect effect(const Values& values, const Setting& setting) {
  if (values.integer("flare_cirles") == 0) return Unchanged{};
  return Filter{[discs = flare(values, setting)](const image::PixelView& from,
                                                 const image::MutablePixelView& to, Workspace&) {
                  std::copy(from.bytes.begin(), from.bytes.end(), to.bytes.begin());
                  for (const Disc& one : discs) lay(one, to);
                },
                0,
                {}};
}

}  // namespace

Operator sun_flare() {
  using enum AxisType;
  return {"SunFlare",
          Category::weather,
          "The sun anywhere, with the circles that a lens makes of it.",
          {number("flare_angle", real, {0, 1}, 0, "turns",
                  "direction of the line of circles, clockwise from the right"),
           with_legal(strength("flare_cirles", integer, {1, 8}, 0, "",
                               "how many circles; 0: no sun either"),
                      0, 100),
           with_legal(not_searched(number("flare_rad", integer, {10, 500}, 200, "px",
                                          "how far the sun's light reaches")),
                      1, 10000),
           color_axis("flare_color", {255, 255, 255}, "of the sun")},
          effect};
}

}  // namespace assay::stress
