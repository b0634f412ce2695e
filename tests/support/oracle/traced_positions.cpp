// SPDX-License-Identifier: Apache-2.0
#include "tests/support/oracle/traced_positions.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace oracle {
namespace {

using assay::image::Size;
using assay::stress::BorderMode;
using assay::stress::ChainLink;
using assay::stress::Hidden;
using assay::stress::Motion;

float modulo(float value, float period) {
  return value - period * std::floor(value / period);
}

/// Where a border that shows the image takes a position from.
float repeated(float at, float side, BorderMode mode) {
  if (mode == BorderMode::wrap) return modulo(at, side);
  if (mode == BorderMode::replicate) return std::clamp(at, 0.0F, side - 0.01F);
  // Mirrored at the edge, or at the middle of the last pixel.
  const float inset = mode == BorderMode::reflect_101 ? 0.5F : 0;
  const float period = side - 2 * inset;
  const float place = modulo(at - inset, 2 * period);
  return inset + (place < period ? place : 2 * period - place);
}

void leave(Positions& positions, const ChainLink& link, Size size, bool is_first) {
  const auto width = static_cast<float>(size.width);
  const auto height = static_cast<float>(size.height);
  for (std::size_t i = 0; i < positions.size(); ++i) {
    float& x = positions.x[i];
    float& y = positions.y[i];
    if (x >= 0 && x < width && y >= 0 && y < height) continue;
    positions.away[i] = true;
    if (link.border.mode == BorderMode::constant) {
      if (!positions.fill[i] && !is_first) positions.fill[i] = link.border.color;
      positions.filled[i] = true;
      continue;
    }
    if (x < 0 || x >= width) x = repeated(x, width, link.border.mode);
    if (y < 0 || y >= height) y = repeated(y, height, link.border.mode);
  }
}

/// Of an image on the way the pixels at the edge show nothing that is nearer to it than their
/// middles.
void keep_within_middles(Positions& positions, Size size) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    positions.x[i] = std::clamp(positions.x[i], 0.5F, static_cast<float>(size.width) - 0.5F);
    positions.y[i] = std::clamp(positions.y[i], 0.5F, static_cast<float>(size.height) - 0.5F);
  }
}

void hide(Positions& positions, const Hidden& hidden) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (const auto& box : hidden.boxes) {
      const bool inside = positions.x[i] >= static_cast<float>(box.left) &&
                          positions.x[i] < static_cast<float>(box.right) &&
                          positions.y[i] >= static_cast<float>(box.top) &&
                          positions.y[i] < static_cast<float>(box.bottom);
      if (inside) positions.hidden[i] = true;
    }
  }
}

/// Warps count from the middle of the first pixel.
void shift(Positions& positions, float by) {
  for (float& x : positions.x) x += by;
  for (float& y : positions.y) y += by;
}

}  // namespace

void Positions::add(float at_x, float at_y) {
  x.push_back(at_x);
  y.push_back(at_y);
  away.push_back(false);
  filled.push_back(false);
  fill.emplace_back();
  hidden.push_back(false);
}

void trace_back(Positions& positions, const Motion& motion, Size size) {
  for (auto step = motion.rbegin(); step != motion.rend(); ++step) {
    if (const auto* hidden = std::get_if<Hidden>(&*step)) hide(positions, *hidden);
    const auto* link = std::get_if<ChainLink>(&*step);
    if (link == nullptr) continue;
    shift(positions, -0.5F);
    link->warp->backward(positions.x, positions.y);
    shift(positions, 0.5F);
    const bool is_first = std::none_of(step + 1, motion.rend(), [](const auto& earlier) {
      return std::holds_alternative<ChainLink>(earlier);
    });
    leave(positions, *link, size, is_first);
    if (!is_first) keep_within_middles(positions, size);
  }
}

}  // namespace oracle
