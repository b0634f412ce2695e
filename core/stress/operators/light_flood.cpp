// SPDX-License-Identifier: Apache-2.0
#include "core/stress/operators/light_flood.hpp"

#include <cmath>
#include <numbers>

#include "core/stress/pixel_runs.hpp"

namespace assay::stress {
namespace {

constexpr double kFraction = 32;  // what is added is counted in 1/32

/// What is added falls linearly from `most` at the corner that the light comes from to 0 at the
/// opposite one: added(x, y) = along_x x + along_y y + at_origin.
struct Ramp {
  double along_x, along_y, at_origin;
};

Ramp ramp_of(double most, double direction_deg, image::Size size) {
  const double angle = direction_deg * std::numbers::pi / 180;
  const double right = std::cos(angle);
  const double down = -std::sin(angle);
  const auto width = static_cast<double>(size.width);
  const auto height = static_cast<double>(size.height);
  const double slope = most / (std::abs(right) * width + std::abs(down) * height);
  return {slope * right, slope * down,
          most / 2 - slope * (right * (width - 1) + down * (height - 1)) / 2};
}

std::int16_t in_fractions(double value) {
  return static_cast<std::int16_t>(std::lround(value * kFraction));
}

void add_row(Bytes in, std::span<const std::int16_t> along_row, std::int16_t of_row,
             MutableBytes out) {
  const int rounded = of_row + static_cast<int>(kFraction) / 2;
  for (std::size_t i = 0; i < in.size(); ++i) {
    const int added = (along_row[i] + rounded) / static_cast<int>(kFraction);
    out[i] = static_cast<std::uint8_t>(std::min(in[i] + added, 255));
  }
}

}  // namespace

Effect light_flood(const Values& values, const Setting& setting) {
  const double intensity = values.real("intensity");
  if (intensity == 0) return Unchanged{};
  const Ramp ramp = ramp_of(255 * intensity, values.real("light_direction"), setting.size);
  Filter filter;
  filter.apply = [ramp](const image::PixelView& from, const image::MutablePixelView& to,
                        Workspace& workspace) {
    const std::size_t row_bytes = image::byte_size({from.size.width, 1}, from.format);
    const auto along_row = workspace.lease<std::int16_t>(row_bytes);
    for (std::size_t i = 0; i < row_bytes; ++i) {
      const std::size_t x = i / 3;
      along_row[i] = in_fractions(ramp.along_x * static_cast<double>(x));
    }
    for (std::int64_t y = 0; y < from.size.height; ++y) {
      const std::size_t begin = static_cast<std::size_t>(y) * row_bytes;
      add_row(bytes_of(from).subspan(begin, row_bytes), along_row.span(),
              in_fractions(ramp.at_origin + ramp.along_y * static_cast<double>(y)),
              bytes_of(to).subspan(begin, row_bytes));
    }
  };
  return filter;
}

}  // namespace assay::stress
