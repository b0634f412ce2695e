// SPDX-License-Identifier: Apache-2.0
// Streaks of falling drops in front of an image that has less light.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/operators/weather/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kStreaks = 1000;  // of an amount of 1
constexpr double kDimmed = 0.3;         // light that is missing then
constexpr image::Rgb kColor{205, 210, 215};
// Lengths are in sides: see side_of().
constexpr double kWidth = 1.0 / 450;  // but at least a pixel
constexpr std::pair kLength{0.04, 0.14};
constexpr std::pair kOpacity{0.15, 0.55};
constexpr double kWobbleDeg = 1.5;  // how far one leans otherwise than the others

struct Streak {
  double x, y;    // its middle
  double reach;   // half its height
  double slope;   // pixels to the right for one down
  double radius;  // half its width
  double opacity;
};

/// Each has a stream of its own: more of them leave the others where they are. The last one is as
/// opaque as the amount has gone on from the one before.
std::vector<Streak> streaks(double amount, double slant_deg, const Setting& setting) {
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  const double side = side_of(setting.size);
  std::vector<Streak> streaks;
  const double count = amount * kStreaks;
  for (std::size_t i = 0; static_cast<double>(i) < count; ++i) {
    Stream random = setting.random.branch(static_cast<std::uint32_t>(i));
    Streak one;
    one.x = random.uniform(-0.5, width - 0.5);
    one.y = random.uniform(-0.5, height - 0.5);
    const double angle =
        (slant_deg + random.uniform(-kWobbleDeg, kWobbleDeg)) * std::numbers::pi / 180;
    one.reach = random.uniform(kLength.first, kLength.second) * side / 2 * std::cos(angle);
    one.slope = std::tan(angle);
    one.radius = std::max(kWidth * side, 1.0) / 2;
    one.opacity = random.uniform(kOpacity.first, kOpacity.second) *
                  std::min(count - static_cast<double>(i), 1.0);
    streaks.push_back(one);
  }
  return streaks;
}

void blend(std::uint8_t* pixel, double opacity) {
  const auto share = static_cast<std::int32_t>(opacity * 256);
  const auto towards = [&](std::uint8_t& value, int color) {
    value = static_cast<std::uint8_t>(value + (((color - value) * share + 128) >> 8));
  };
  towards(pixel[0], kColor.red);
  towards(pixel[1], kColor.green);
  towards(pixel[2], kColor.blue);
}

void draw(const Streak& streak, const image::MutablePixelView& image) {
  std::uint8_t* samples = bytes_of(image).data();
  const auto [width, height] = image.size;
  const auto first = static_cast<std::int64_t>(std::ceil(streak.y - streak.reach));
  const auto last = static_cast<std::int64_t>(std::floor(streak.y + streak.reach));
  for (std::int64_t y = std::max(first, std::int64_t{0}); y <= std::min(last, height - 1); ++y) {
    const double down = static_cast<double>(y) - streak.y;
    const double along = down / streak.reach;
    const double opacity = streak.opacity * (1 - along * along);  // it fades towards its ends
    const double left = streak.x + down * streak.slope - streak.radius;
    const double right = left + 2 * streak.radius;
    const auto end = std::min(static_cast<std::int64_t>(std::floor(right + 0.5)), width - 1);
    for (auto x = std::max(static_cast<std::int64_t>(std::floor(left + 0.5)), std::int64_t{0});
         x <= end; ++x) {
      const auto middle = static_cast<double>(x);
      const double covered = std::min(right, middle + 0.5) - std::max(left, middle - 0.5);
      blend(samples + 3 * (y * width + x), opacity * covered);
    }
  }
}

void dim(double light, const image::PixelView& from, const image::MutablePixelView& to) {
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  const auto gain = static_cast<std::uint16_t>(std::lround(light * 65535));
  const std::size_t count = image::byte_size(from.size, from.format);
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<std::uint16_t>(in[i] << 8);
    out[i] = static_cast<std::uint8_t>(static_cast<std::uint16_t>(times(value, gain) + 128) >> 8);
  }
}

Effect effect(const Values& values, const Setting& setting) {
  const double amount = values.real("amount");
  if (amount == 0) return Unchanged{};
  return Filter{
      [light = 1 - kDimmed * amount, falling = streaks(amount, values.real("slant"), setting)](
          const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        dim(light, from, to);
        for (const Streak& one : falling) draw(one, to);
      },
      0,
      {}};
}

}  // namespace

Operator rain() {
  using enum AxisType;
  return {"Rain",
          Category::weather,
          "Streaks of falling drops, and less light.",
          {strength("amount", real, {0, 1}, 0, "", "how much it rains"),
           with_legal(number("slant", real, {-30, 30}, 0, "deg",
                             "how far streaks lean, their lower ends to the right"),
                      -60, 60)},
          effect};
}

}  // namespace assay::stress
