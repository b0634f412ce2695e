// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/line_blur.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace assay::stress {
namespace {

/// Each row with its outermost pixels repeated on either side.
void pad_row(const std::uint16_t* row, std::int64_t width, int channels, std::int64_t pad,
             std::uint16_t* out) {
  const std::uint16_t* last = row + (width - 1) * std::int64_t{channels};
  for (std::int64_t i = 0; i < pad; ++i) out = std::copy_n(row, channels, out);
  out = std::copy_n(row, width * channels, out);
  for (std::int64_t i = 0; i < pad; ++i) out = std::copy_n(last, channels, out);
}

// Not inlined: where GCC knows more of the weight than its type says, it widens 16-bit products of
// which it takes the upper halves otherwise, at a third of the speed.
[[gnu::noinline]] void add_scaled(const std::uint16_t* in, std::uint16_t weight,
                                  std::span<std::uint16_t> sums) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i] = static_cast<std::uint16_t>(sums[i] + (std::uint32_t{in[i]} * weight >> 16));
  }
}

/// In 65536ths.
std::uint16_t fixed(double weight) {
  return static_cast<std::uint16_t>(std::clamp(std::lround(weight * 65536), 0L, 65535L));
}

}  // namespace

std::vector<Tap> half_normal_line(int taps, double deviation, double angle_deg) {
  const double angle = angle_deg * std::numbers::pi / 180;
  std::vector<Tap> line;
  double sum = 0;
  for (int i = 0; i < taps; ++i) {
    const double weight = std::exp(-i * i / (2 * deviation * deviation));
    line.push_back({std::llround(std::ceil(i * std::cos(angle) - 0.5)),
                    std::llround(std::ceil(i * std::sin(angle) - 0.5)), weight});
    sum += weight;
  }
  for (Tap& tap : line) tap.weight /= sum;
  return line;
}

void blur_by_taps(std::span<const Tap> taps, const WideView& from, std::span<std::uint16_t> to,
                  Workspace& workspace) {
  std::int64_t pad = 0;
  for (const Tap& tap : taps) pad = std::max(pad, std::abs(tap.x));
  const auto [width, height] = from.size;
  const auto row_length = static_cast<std::size_t>(width * from.channels);
  const auto padded_length = static_cast<std::size_t>((width + 2 * pad) * from.channels);
  const auto padded =
      workspace.lease<std::uint16_t>(padded_length * static_cast<std::size_t>(height));
  for (std::int64_t y = 0; y < height; ++y) {
    const auto row = static_cast<std::size_t>(y);
    pad_row(from.values.data() + row * row_length, width, from.channels, pad,
            padded.data() + row * padded_length);
  }
  for (std::int64_t y = 0; y < height; ++y) {
    const auto sums = to.subspan(static_cast<std::size_t>(y) * row_length, row_length);
    // What each product loses where its decimals are cut off, on average.
    std::fill(sums.begin(), sums.end(), static_cast<std::uint16_t>(taps.size() / 2));
    for (const Tap& tap : taps) {
      const std::int64_t row = std::clamp<std::int64_t>(y + tap.y, 0, height - 1);
      const auto shift = static_cast<std::size_t>((pad + tap.x) * from.channels);
      add_scaled(padded.data() + static_cast<std::size_t>(row) * padded_length + shift,
                 fixed(tap.weight), sums);
    }
  }
}

}  // namespace assay::stress
