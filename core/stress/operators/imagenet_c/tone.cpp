// SPDX-License-Identifier: Apache-2.0
// Values of one pixel at a time.
#include <algorithm>
#include <cmath>

#include "core/stress/apply_effect.hpp"
#include "core/stress/operators/imagenet_c/family.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress::imagenet_c {
namespace {

/// Adds to HSV's value at constant hue and saturation: all three channels grow by one factor.
Effect brightness(const Values& values, const Setting&) {
  static constexpr BySeverity<float> kAdded{0.1F, 0.2F, 0.3F, 0.4F, 0.5F};
  const float* added = chosen(kAdded, values);
  if (added == nullptr) return Unchanged{};
  std::array<float, 256> factor{};
  for (std::size_t v = 1; v < factor.size(); ++v) {
    const auto value = static_cast<float>(v);
    factor[v] = std::min(value + *added * 255, 255.0F) / value;
  }
  const std::uint8_t black = cut_to_byte(*added * 255);
  return Filter{
      [factor, black](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        const auto in = bytes_of(from);
        const auto out = bytes_of(to);
        for (std::size_t i = 0; i < in.size(); i += 3) {
          const std::uint8_t most = std::max({in[i], in[i + 1], in[i + 2]});
          for (std::size_t c = i; c < i + 3; ++c) {
            out[c] = most == 0 ? black : cut_to_byte(static_cast<float>(in[c]) * factor[most]);
          }
        }
      },
      0,
      {}};
}

struct Saturation {
  float gain = 1;
  float added = 0;
};

/// Scales HSV's saturation (most - least) / most and adds to it, at constant hue and value.
void saturate_pixels(const Saturation& saturation, std::span<const std::uint8_t> in,
                     std::span<std::uint8_t> out) {
  std::array<float, 256> inverse{};
  for (std::size_t v = 1; v < inverse.size(); ++v) inverse[v] = 1 / static_cast<float>(v);
  for (std::size_t i = 0; i < in.size(); i += 3) {
    const std::uint8_t most = std::max({in[i], in[i + 1], in[i + 2]});
    const std::uint8_t least = std::min({in[i], in[i + 1], in[i + 2]});
    const auto value = static_cast<float>(most);
    if (most == least) {
      // HSV's hue of grey is that of red.
      out[i] = most;
      out[i + 1] = out[i + 2] = cut_to_byte(value * (1 - saturation.added));
      continue;
    }
    const float grown = saturation.gain + saturation.added * value * inverse[most - least];
    const float factor = std::min(grown, value * inverse[most - least]);
    for (std::size_t c = i; c < i + 3; ++c) {
      out[c] = cut_to_byte(value - (value - static_cast<float>(in[c])) * factor);
    }
  }
}

Effect saturate(const Values& values, const Setting&) {
  static constexpr BySeverity<Saturation> kSaturation{
      {{0.3F, 0}, {0.1F, 0}, {2, 0}, {5, 0.1F}, {20, 0.2F}}};
  const Saturation* saturation = chosen(kSaturation, values);
  if (saturation == nullptr) return Unchanged{};
  return Filter{
      [saturation](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        saturate_pixels(*saturation, bytes_of(from), bytes_of(to));
      },
      0,
      {}};
}

/// Of red, green and blue.
std::array<double, 3> means(std::span<const std::uint8_t> in) {
  std::array<std::uint64_t, 3> sums{};
  for (std::size_t i = 0; i < in.size(); i += 3) {
    for (std::size_t c = 0; c < 3; ++c) sums[c] += in[i + c];
  }
  const double pixels = static_cast<double>(in.size()) / 3;
  return {static_cast<double>(sums[0]) / pixels, static_cast<double>(sums[1]) / pixels,
          static_cast<double>(sums[2]) / pixels};
}

/// Scales the distance of each value from the mean of its channel.
Effect contrast(const Values& values, const Setting&) {
  static constexpr BySeverity<double> kGain{0.4, 0.3, 0.2, 0.1, 0.05};
  const double* gain = chosen(kGain, values);
  if (gain == nullptr) return Unchanged{};
  return Filter{
      [gain](const image::PixelView& from, const image::MutablePixelView& to, Workspace&) {
        PointTables tables{};
        const auto mean = means(bytes_of(from));
        for (std::size_t c = 0; c < 3; ++c) {
          for (std::size_t v = 0; v < 256; ++v) {
            tables.channels.at(c)[v] = cut_to_byte(
                static_cast<float>((static_cast<double>(v) - mean.at(c)) * *gain + mean.at(c)));
          }
        }
        apply_tables(tables, from, to);
      },
      0,
      {}};
}

}  // namespace

std::vector<Operator> tone() {
  return {
      corruption("brightness", "Adds to the value of HSV.", brightness),
      corruption("contrast", "Brings values nearer to the mean of the image.", contrast),
      corruption("saturate", "Scales the saturation of HSV: down at 1 and 2, up from 3 on.",
                 saturate),
  };
}

}  // namespace assay::stress::imagenet_c
