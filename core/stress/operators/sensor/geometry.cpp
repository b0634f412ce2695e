// SPDX-License-Identifier: Apache-2.0
// Where cameras put what they see.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <vector>

#include "core/stress/operators/sensor/family.hpp"
#include "core/stress/pixel_bytes.hpp"
#include "core/stress/warp/radial.hpp"
#include "core/stress/warp/row_shift.hpp"

namespace assay::stress::sensor {
namespace {

// What cameras see beyond the image is not known. To repeat its border adds no object.
constexpr Border kBorder{BorderMode::replicate, {}};

double half_diagonal(image::Size size) {
  return std::hypot(static_cast<double>(size.width), static_cast<double>(size.height)) / 2;
}

Effect rolling_shutter(const Values& values, const Setting& setting) {
  const double shear = values.real("shear");
  const double wobble = values.real("wobble");
  if (shear == 0 && wobble == 0) return Unchanged{};
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  Stream random = setting.random;
  const double turn = 2 * std::numbers::pi;
  RowShift::Shape shape;
  shape.middle = (height - 1) / 2;
  shape.slope = shear * width / height;
  shape.wobble = wobble * width;
  shape.frequency = turn * values.real("wobble_frequency") / height;
  shape.phase = random.uniform(0, turn);
  return Warping{std::make_shared<RowShift>(shape), kBorder};
}

Effect lens_distortion(const Values& values, const Setting& setting) {
  const double k1 = values.real("k1");
  const double k2 = values.real("k2");
  if (k1 == 0 && k2 == 0) return Unchanged{};
  const auto width = static_cast<double>(setting.size.width);
  const auto height = static_cast<double>(setting.size.height);
  const double unit = half_diagonal(setting.size);
  return Warping{std::make_shared<RadialWarp>(
                     RadialDistortion{{(width - 1) / 2, (height - 1) / 2}, unit, unit, k1, k2}),
                 kBorder};
}

/// The two neighbours of a position along one side, and the second's weight in 256ths.
struct Neighbours {
  std::size_t first = 0;
  std::size_t second = 0;
  std::int32_t weight = 0;
};

Neighbours neighbours(double at, std::int64_t side) {
  const double inside = std::clamp(at, 0.0, static_cast<double>(side - 1));
  const auto first = static_cast<std::int64_t>(inside);
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(std::min(first + 1, side - 1)),
          static_cast<std::int32_t>(std::lround((inside - static_cast<double>(first)) * 256))};
}

/// Of each position of an image that is magnified about its middle.
std::vector<Neighbours> magnified(std::int64_t side, double magnification) {
  const double middle = static_cast<double>(side - 1) / 2;
  std::vector<Neighbours> all;
  for (std::int64_t i = 0; i < side; ++i) {
    all.push_back(neighbours(middle + (static_cast<double>(i) - middle) / magnification, side));
  }
  return all;
}

void magnify_channel(std::size_t channel, double magnification, const image::PixelView& from,
                     const image::MutablePixelView& to) {
  const auto columns = magnified(from.size.width, magnification);
  const auto rows = magnified(from.size.height, magnification);
  const std::size_t length = 3 * columns.size();
  const std::uint8_t* in = bytes_of(from).data() + channel;
  std::uint8_t* out = bytes_of(to).data() + channel;
  for (const Neighbours& row : rows) {
    const std::uint8_t* above = in + row.first * length;
    const std::uint8_t* below = in + row.second * length;
    for (const Neighbours& column : columns) {
      const std::size_t left = 3 * column.first;
      const std::size_t right = 3 * column.second;
      const std::int32_t first = above[left] * (256 - row.weight) + below[left] * row.weight;
      const std::int32_t second = above[right] * (256 - row.weight) + below[right] * row.weight;
      *out = static_cast<std::uint8_t>(
          (first * (256 - column.weight) + second * column.weight + 32768) >> 16);
      out += 3;
    }
  }
}

Effect chromatic_aberration(const Values& values, const Setting& setting) {
  const double strength = values.real("strength");
  if (strength == 0) return Unchanged{};
  const double part = std::clamp(strength / half_diagonal(setting.size), -0.5, 0.5);
  return Filter{
      [part](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        std::memcpy(to.bytes.data(), from.bytes.data(), image::byte_size(from.size, from.format));
        magnify_channel(0, 1 + part, from, to);
        magnify_channel(2, 1 - part, from, to);
      },
      std::abs(strength),
      {}};
}

/// Rows of the second field come later: a camera or a scene that moves sideways has moved by then.
void shift_odd_rows(double shift, const image::PixelView& from, const image::MutablePixelView& to) {
  std::vector<Neighbours> columns;
  for (std::int64_t x = 0; x < from.size.width; ++x) {
    columns.push_back(neighbours(static_cast<double>(x) - shift, from.size.width));
  }
  const std::size_t length = 3 * columns.size();
  for (std::int64_t y = 0; y < from.size.height; ++y) {
    const std::uint8_t* in = bytes_of(from).data() + static_cast<std::size_t>(y) * length;
    std::uint8_t* out = bytes_of(to).data() + static_cast<std::size_t>(y) * length;
    if (y % 2 == 0) {
      std::memcpy(out, in, length);
      continue;
    }
    for (const Neighbours& column : columns) {
      for (std::size_t c = 0; c < 3; ++c) {
        *out++ = static_cast<std::uint8_t>((in[3 * column.first + c] * (256 - column.weight) +
                                            in[3 * column.second + c] * column.weight + 128) >>
                                           8);
      }
    }
  }
}

Effect interlacing(const Values& values, const Setting&) {
  const double shift = values.real("shift");
  if (shift == 0) return Unchanged{};
  return Filter{[shift](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace&) { shift_odd_rows(shift, from, to); },
                std::abs(shift),
                {}};
}

}  // namespace

std::vector<Operator> geometry() {
  using enum AxisType;
  return {
      {"RollingShutter",
       Category::sensor,
       "A camera that turns or shakes while its rows are read one after the other.",
       {with_legal(strength("shear", real, {-0.2, 0.2}, 0, "of the width",
                            "how far it turns from the first row to the last"),
                   -1, 1),
        with_legal(strength("wobble", real, {0, 0.03}, 0, "of the width", "amplitude of shaking"),
                   0, 1),
        not_searched(with_legal(number("wobble_frequency", real, {1, 10}, 3, "",
                                       "times that it shakes while an image is read"),
                                0, 1000))},
       rolling_shutter},
      {"LensDistortion",
       Category::sensor,
       "Radial distortion (Brown, Conrady): k above 0 is a barrel, below 0 a pincushion.",
       {with_legal(
            strength("k1", real, {-0.4, 0.4}, 0, "", "of the radius squared, in half diagonals"),
            -2, 2),
        with_legal(strength("k2", real, {-0.2, 0.2}, 0, "", "of its fourth power"), -2, 2)},
       lens_distortion},
      {"ChromaticAberration",
       Category::sensor,
       "A lens that magnifies red more than green, and blue less.",
       {with_legal(strength("strength", real, {0, 4}, 0, "px", "how far apart at the corners"), -50,
                   50)},
       chromatic_aberration},
      {"Interlacing",
       Category::sensor,
       "Every other row taken later, by when a moving camera sees something else.",
       {with_legal(strength("shift", real, {-10, 10}, 0, "px", "what it has moved by then"), -100,
                   100)},
       interlacing},
  };
}

}  // namespace assay::stress::sensor
