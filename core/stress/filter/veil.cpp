// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/veil.hpp"

#include <algorithm>
#include <array>

#include "core/stress/filter/fixed_point.hpp"
#include "core/stress/pixel_bytes.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kBlock = 3 * kVeilStep;  // samples between two points
using Block = std::array<std::uint16_t, kBlock>;

/// For each sample of a block, in 65536ths: how far it is from the point before to the one after.
constexpr Block kAfter = [] {
  Block after{};
  for (std::size_t i = 0; i < kBlock; ++i) {
    after[i] = static_cast<std::uint16_t>(i / 3 * 65536 / kVeilStep);
  }
  return after;
}();

void blend_block(std::uint16_t before, std::uint16_t after, const Block& color,
                 std::uint8_t* samples) {
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto till_before = static_cast<std::uint16_t>(65535 - kAfter[i]);
    const auto opacity =
        static_cast<std::uint16_t>(times(before, till_before) + times(after, kAfter[i]));
    const auto value = static_cast<std::uint16_t>(samples[i] << 8);
    const auto seen = static_cast<std::uint16_t>(65535 - opacity);
    const auto mixed =
        static_cast<std::uint16_t>(times(value, seen) + times(color[i], opacity) + 128);
    samples[i] = static_cast<std::uint8_t>(mixed >> 8);
  }
}

void blend_row(std::span<const std::uint16_t> points, const Block& color,
               std::span<std::uint8_t> samples) {
  std::size_t point = 0;
  std::size_t at = 0;
  for (; at + kBlock <= samples.size(); at += kBlock, ++point) {
    blend_block(points[point], points[point + 1], color, samples.data() + at);
  }
  if (at == samples.size()) return;
  std::array<std::uint8_t, kBlock> rest{};
  std::copy(samples.begin() + static_cast<std::ptrdiff_t>(at), samples.end(), rest.begin());
  blend_block(points[point], points[point + 1], color, rest.data());
  std::copy_n(rest.begin(), samples.size() - at, samples.data() + at);
}

}  // namespace

image::Size veil_size(image::Size image) {
  return {image.width / kVeilStep + 2, image.height / kVeilStep + 2};
}

void lay_veil(std::span<const std::uint16_t> opacity, image::Rgb color,
              const image::MutablePixelView& image, Workspace& workspace) {
  Block colors;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::array<std::uint8_t, 3> channels{color.red, color.green, color.blue};
    colors[i] = static_cast<std::uint16_t>(channels[i % 3] << 8);
  }
  const auto width = static_cast<std::size_t>(veil_size(image.size).width);
  const auto points = workspace.lease<std::uint16_t>(width);
  const auto samples = static_cast<std::size_t>(3 * image.size.width);
  std::uint8_t* row = bytes_of(image).data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.size.height); ++y, row += samples) {
    const std::uint16_t* above = opacity.data() + y / kVeilStep * width;
    const auto below_share = static_cast<std::uint16_t>(y % kVeilStep * 65536 / kVeilStep);
    const auto above_share = static_cast<std::uint16_t>(65535 - below_share);
    for (std::size_t i = 0; i < width; ++i) {
      points[i] = static_cast<std::uint16_t>(times(above[i], above_share) +
                                             times(above[width + i], below_share));
    }
    blend_row(points.span(), colors, {row, samples});
  }
}

}  // namespace assay::stress
