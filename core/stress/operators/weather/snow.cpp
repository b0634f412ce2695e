// SPDX-License-Identifier: Apache-2.0
// Snow as albumentations has it: what is darker than a snow line becomes lighter, in the colour
// space of hue, lightness and saturation. There lightness is multiplied, and by 1 where nothing
// says otherwise, so that nothing is seen; here what is multiplied is added, and the line is soft.
#include <algorithm>
#include <array>
#include <cmath>

#include "core/stress/operators/weather/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr double kLine = 5.0 / 6;  // the lightness up to which everything is covered, at most
constexpr double kSoft = 0.2;      // below the line, how much lightness has some snow only

/// value = value * gain + offset, in 65536ths, for all channels of a pixel.
struct Line {
  std::int32_t gain;
  std::int32_t offset;
};

/// By the sum of the largest and the smallest channel, which is twice the lightness.
using Lines = std::array<Line, 511>;

double snowed(double lightness, double amount, double brightness) {
  const double cover = std::clamp((amount * kLine - lightness) / kSoft, 0.0, 1.0);
  return std::min(lightness * (1 + brightness * cover), 1.0);
}

/// The largest difference of channels that a lightness allows; saturation is relative to it.
double largest_chroma(double lightness) {
  return 1 - std::abs(2 * lightness - 1);
}

Lines lines(double amount, double brightness) {
  Lines lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double before = static_cast<double>(i) / 510;
    const double after = snowed(before, amount, brightness);
    const double chroma = largest_chroma(before);
    const double gain = chroma > 0 ? largest_chroma(after) / chroma : 1;
    lines[i].gain = static_cast<std::int32_t>(std::lround(gain * 65536));
    lines[i].offset =
        static_cast<std::int32_t>(std::lround((after - before * gain) * 255 * 65536 + 32768));
  }
  return lines;
}

void apply(const Lines& lines, const image::PixelView& from, const image::MutablePixelView& to) {
  const std::uint8_t* in = bytes_of(from).data();
  std::uint8_t* out = bytes_of(to).data();
  const std::size_t count = image::byte_size(from.size, from.format);
  for (std::size_t i = 0; i < count; i += 3) {
    const int red = in[i];
    const int green = in[i + 1];
    const int blue = in[i + 2];
    const int sum = std::max(std::max(red, green), blue) + std::min(std::min(red, green), blue);
    const auto [gain, offset] = lines[static_cast<std::size_t>(sum)];
    const auto changed = [gain = gain, offset = offset](int value) {
      return static_cast<std::uint8_t>(std::clamp((value * gain + offset) >> 16, 0, 255));
    };
    out[i] = changed(red);
    out[i + 1] = changed(green);
    out[i + 2] = changed(blue);
  }
}

Effect effect(const Values& values, const Setting&) {
  const double amount = values.real("snow_amount");
  const double brightness = values.real("snow_brightness");
  if (amount == 0 || brightness == 0) return Unchanged{};
  return Filter{[lines = lines(amount, brightness)](const image::PixelView& from,
                                                    const image::MutablePixelView& to,
                                                    Workspace&) { apply(lines, from, to); },
                0,
                {}};
}

}  // namespace

Operator snow() {
  using enum AxisType;
  return {"Snow",
          Category::weather,
          "Makes lighter what is dark, up to a snow line.",
          {strength("snow_amount", real, {0, 1}, 0, "",
                    "where the snow line is: 1 for a lightness of 5/6"),
           with_legal(not_searched(number("snow_brightness", real, {0.01, 3}, 1, "",
                                          "how many times a pixel's lightness is added to it")),
                      0, 10)},
          effect};
}

}  // namespace assay::stress
