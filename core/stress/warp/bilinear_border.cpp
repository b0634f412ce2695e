// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/bilinear_border.hpp"

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/stress/warp/opencv_names.hpp"

namespace assay::stress::bilinear {
namespace {

/// The pixel of the image that stands for one along a side that may be outside of it.
std::int32_t within(std::int32_t at, std::int32_t side, BorderMode mode) {
  return cv::borderInterpolate(at, side, cv_border(mode));
}

/// Writes three bytes of a pixel that may be outside of the image.
void take_pixel(const Source& from, std::int32_t x, std::int32_t y, std::uint8_t* to) {
  const bool inside = x >= 0 && y >= 0 && x < from.width && y < from.height;
  const auto& [mode, color] = from.border;
  if (!inside && mode == BorderMode::constant) {
    const std::array<std::uint8_t, 3> bytes{color.red, color.green, color.blue};
    std::memcpy(to, bytes.data(), bytes.size());
    return;
  }
  if (!inside) {
    x = within(x, from.width, mode);
    y = within(y, from.height, mode);
  }
  std::memcpy(to, from.pixels + from.offset(x, y), 3);
}

Pair any_pair(const Source& from, std::int32_t x, std::int32_t y) {
  std::array<std::uint8_t, sizeof(Pair)> bytes{};
  take_pixel(from, x, y, bytes.data());
  take_pixel(from, x + 1, y, bytes.data() + 3);
  return pair_at(bytes.data());
}

bool is_inside(const Source& from, std::int32_t x, std::int32_t y) {
  return x >= 0 && y >= 0 && x < from.width - 1 && y < from.height - 1 &&
         y * from.width + x < end_of_pairs(from);
}

}  // namespace

void take_one_by_one(const Source& from, const Positions& at, Neighbours& to) {
  const bool constant = from.border.mode == BorderMode::constant;
  const Pair color = constant ? any_pair(from, -2, 0) : 0;  // of what is all outside
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    const std::int32_t x = at.x[i] >> kPartBits;
    const std::int32_t y = at.y[i] >> kPartBits;
    to.right[i] = twice(static_cast<std::uint32_t>(at.x[i]) % kParts);
    to.below[i] = twice(static_cast<std::uint32_t>(at.y[i]) % kParts);
    if (is_inside(from, x, y)) {
      to.upper[i] = pair_at(from.pixels + from.offset(x, y));
      to.lower[i] = pair_at(from.pixels + from.offset(x, y + 1));
    } else if (constant && (x < -1 || y < -1 || x >= from.width || y >= from.height)) {
      to.upper[i] = to.lower[i] = color;
    } else {
      to.upper[i] = any_pair(from, x, y);
      to.lower[i] = any_pair(from, x, y + 1);
    }
  }
}

std::int32_t folded(std::int32_t at, std::int32_t last, BorderMode mode) {
  if (mode != BorderMode::replicate) {
    const std::int32_t edge = mode == BorderMode::reflect ? kParts / 2 : 0;
    const std::int32_t period = std::max(2 * (last + 2 * edge), 1);
    const std::int32_t rest = (at + edge) % period;
    const std::int32_t turn = rest < 0 ? rest + period : rest;
    at = std::min(turn, period - turn) - edge;
  }
  return std::clamp(at, 0, last);
}

}  // namespace assay::stress::bilinear
