// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/backtrace.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/base/check.hpp"
#include "core/base/wide_vectors.hpp"

namespace assay::stress {
namespace {

constexpr std::size_t kAtOnce = 64;  // positions that are looked at together

/// x modulo `period`, never negative.
float positive_modulo(float x, float period) {
  const float rest = x - period * std::floor(x / period);
  return rest >= period ? 0 : rest;
}

bool is_inside(float x, float y, image::Size size) {
  return x >= -0.5F && y >= -0.5F && x <= static_cast<float>(size.width) - 0.5F &&
         y <= static_cast<float>(size.height) - 0.5F;
}

/// Whether all are from 0 to `last`. Bits of numbers grow with them, and those of what is below 0,
/// or no number, are larger than all others. Without branches: several at once.
[[gnu::always_inline]] inline bool are_within(std::span<const float> positions, float last) {
  std::uint32_t largest = 0;
  for (const float position : positions) {
    const auto bits = std::bit_cast<std::uint32_t>(position);
    largest = bits > largest ? bits : largest;
  }
  return largest <= std::bit_cast<std::uint32_t>(last);
}

/// The outer half of the pixels at the edge: of an image on the way nothing is beyond them.
[[gnu::always_inline]] inline void limit(std::span<float> positions, float last) {
  for (float& position : positions) {
    position = position < 0 ? 0 : position;
    position = last < position ? last : position;
  }
}

/// What is outside of an image with a border of one colour, unless it is of another already.
[[gnu::always_inline]] inline void fill_outside(std::uint8_t trace, image::Size size,
                                                std::span<const float> map_x,
                                                std::span<const float> map_y,
                                                std::span<std::uint8_t> traces) {
  const float right = static_cast<float>(size.width) - 0.5F;
  const float bottom = static_cast<float>(size.height) - 0.5F;
  std::array<std::int32_t, kAtOnce> outside;  // as wide as positions, for compilers
  for (std::size_t i = 0; i < map_x.size(); ++i) {
    outside[i] = int{!(map_x[i] >= -0.5F)} + int{!(map_x[i] <= right)} + int{!(map_y[i] >= -0.5F)} +
                 int{!(map_y[i] <= bottom)};
  }
  for (std::size_t i = 0; i < map_x.size(); ++i) {
    const std::uint8_t free = traces[i] < kFilled ? trace : traces[i];
    traces[i] = outside[i] != 0 ? free : traces[i];
  }
}

bool repeats(BorderMode mode) {
  return mode == BorderMode::reflect || mode == BorderMode::reflect_101 || mode == BorderMode::wrap;
}

/// What a border that shows the image again does to positions in the image before link `k`.
void fold_each(BorderMode mode, std::size_t k, image::Size size, std::span<float> map_x,
               std::span<float> map_y, std::span<std::uint8_t> traces) {
  for (std::size_t i = 0; i < map_x.size(); ++i) {
    if (is_inside(map_x[i], map_y[i], size)) continue;
    if (!traces.empty() && traces[i] >= kFilled) continue;
    if (!traces.empty()) traces[i] = static_cast<std::uint8_t>(Trace::copied);
    if (k == 0) continue;
    map_x[i] = fold(map_x[i], size.width, mode);
    map_y[i] = fold(map_y[i], size.height, mode);
  }
}

/// The same to a row. That of the first image is left to whoever reads its pixels.
struct ApplyBorder {
  [[gnu::always_inline]] static inline void run(const Border* border, std::size_t k,
                                                image::Size size, std::span<float> map_x,
                                                std::span<float> map_y,
                                                std::span<std::uint8_t> traces) {
    if (k == 0 && (traces.empty() || !repeats(border->mode))) return;
    for (std::size_t begin = 0; begin < map_x.size(); begin += kAtOnce) {
      const std::size_t count = std::min(kAtOnce, map_x.size() - begin);
      const std::span<float> x = map_x.subspan(begin, count);
      const std::span<float> y = map_y.subspan(begin, count);
      const auto some_traces = traces.empty() ? traces : traces.subspan(begin, count);
      const auto right = static_cast<float>(size.width - 1);
      const auto bottom = static_cast<float>(size.height - 1);
      if (are_within(x, right) && are_within(y, bottom)) continue;
      if (border->mode == BorderMode::constant) {
        fill_outside(static_cast<std::uint8_t>(kFilled + k), size, x, y, some_traces);
      } else if (repeats(border->mode)) {
        fold_each(border->mode, k, size, x, y, some_traces);
      }
      if (k == 0) continue;
      limit(x, right);
      limit(y, bottom);
    }
  }
};

struct Begin {
  [[gnu::always_inline]] static inline void run(float row, std::span<float> map_x,
                                                std::span<float> map_y) {
    const auto width = static_cast<std::int32_t>(map_x.size());
    float* const x = map_x.data();
    for (std::int32_t i = 0; i < width; ++i) x[i] = static_cast<float>(i);
    std::fill(map_y.begin(), map_y.end(), row);
  }
};

}  // namespace

float fold(float x, std::int64_t side, BorderMode mode) {
  const auto n = static_cast<float>(side);
  switch (mode) {
    case BorderMode::replicate:
      return std::clamp(x, 0.0F, n - 1);
    case BorderMode::wrap:
      return positive_modulo(x + 0.5F, n) - 0.5F;
    case BorderMode::reflect: {
      const float at = positive_modulo(x + 0.5F, 2 * n);
      return (at < n ? at : 2 * n - at) - 0.5F;
    }
    case BorderMode::reflect_101: {
      if (side == 1) return 0;
      const float at = positive_modulo(x, 2 * n - 2);
      return at <= n - 1 ? at : 2 * n - 2 - at;
    }
    case BorderMode::constant:
      break;
  }
  ASSAY_CHECK(false);
  return 0;
}

void trace_row(const WarpChain& chain, image::Size size, std::int64_t y, std::span<float> map_x,
               std::span<float> map_y, std::span<std::uint8_t> traces) {
  ASSAY_CHECK(chain.size() + kFilled < std::numeric_limits<std::uint8_t>::max());
  run_in_wide_vectors<Begin>(static_cast<float>(y), map_x, map_y);
  std::fill(traces.begin(), traces.end(), std::uint8_t{0});
  for (std::size_t k = chain.size(); k-- > 0;) {
    chain[k].warp->backward(map_x, map_y);
    run_in_wide_vectors<ApplyBorder>(&chain[k].border, k, size, map_x, map_y, traces);
  }
}

}  // namespace assay::stress
