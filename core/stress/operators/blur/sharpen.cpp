// SPDX-License-Identifier: Apache-2.0
// Differences from neighbours, made larger.
#include <algorithm>
#include <cmath>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/filter/mirror.hpp"
#include "core/stress/operators/blur/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

/// (1 - alpha) v + alpha ((8 + lightness) v - the eight neighbours), which is this much of v less
/// that much of the sum of all nine. The numbers are scaled so that 16 bits hold a product of them
/// divided by 65536, times 8.
struct Gains {
  std::uint16_t self;  // for values times 128
  std::uint16_t nine;  // for sums times 16
};

Gains gains(double alpha, double lightness) {
  return {static_cast<std::uint16_t>(std::lround((1 + alpha * (8 + lightness)) * 4096)),
          static_cast<std::uint16_t>(std::lround(alpha * 32768))};
}

/// `columns` are sums of three pixels each, and begin one pixel left of the row.
void write_row(const std::uint8_t* in, const std::uint16_t* columns, Gains gains,
               std::span<std::uint8_t> out) {
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto nine =
        static_cast<std::uint16_t>((columns[i] + columns[i + 3] + columns[i + 6]) << 4);
    const auto self = static_cast<std::uint16_t>(in[i] << 7);
    const auto more = times(self, gains.self);
    const auto less = times(nine, gains.nine);
    const auto eighths = static_cast<std::int16_t>(more - less + 4);
    out[i] = static_cast<std::uint8_t>(std::clamp(eighths >> 3, 0, 255));
  }
}

void apply(Gains gains, const image::PixelView& from, const image::MutablePixelView& to,
           Workspace& workspace) {
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  const auto [width, height] = from.size;
  const std::int64_t samples = 3 * width;
  const auto lease = workspace.lease<std::uint16_t>(static_cast<std::size_t>(samples + 6));
  std::uint16_t* columns = lease.data();
  for (std::int64_t y = 0; y < height; ++y) {
    const std::uint8_t* row = in + y * samples;
    const std::uint8_t* above = in + mirrored(y - 1, height) * samples;
    const std::uint8_t* below = in + mirrored(y + 1, height) * samples;
    for (std::int64_t i = 0; i < samples; ++i) {
      columns[i + 3] = static_cast<std::uint16_t>(above[i] + row[i] + below[i]);
    }
    std::copy_n(columns + 3 + 3 * mirrored(-1, width), 3, columns);
    std::copy_n(columns + 3 + 3 * mirrored(width, width), 3, columns + 3 + samples);
    write_row(row, columns, gains, {out + y * samples, static_cast<std::size_t>(samples)});
  }
}

Effect effect(const Values& values, const Setting&) {
  const double alpha = values.real("sharpen_alpha");
  if (alpha == 0) return Unchanged{};
  return Filter{[gains = gains(alpha, values.real("sharpen_lightness"))](
                    const image::PixelView& from, const image::MutablePixelView& to,
                    Workspace& workspace) { apply(gains, from, to, workspace); },
                0,
                {}};
}

}  // namespace

Operator sharpen() {
  using enum AxisType;
  return {"Sharpen",
          Category::blur,
          "Enlarges each pixel's difference from its neighbours.",
          {strength("sharpen_alpha", real, {0, 1}, 0, "", "share of the sharpened image"),
           not_searched(number("sharpen_lightness", real, {0, 1}, 1, "",
                               "how bright the sharpened image is, to the original"))},
          effect};
}

}  // namespace assay::stress
