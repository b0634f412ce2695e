// SPDX-License-Identifier: Apache-2.0
#include "core/stress/annotation/hidden_pixels.hpp"

#include <algorithm>
#include <span>

namespace assay::stress {
namespace {

/// 1 in the boxes.
std::vector<std::uint16_t> painted(const Hidden& hidden, image::Size size) {
  std::vector<std::uint16_t> pixels(static_cast<std::size_t>(size.width * size.height));
  for (const PixelBox& box : hidden.boxes) {
    const std::int64_t left = std::clamp<std::int64_t>(box.left, 0, size.width);
    const std::int64_t right = std::clamp<std::int64_t>(box.right, left, size.width);
    for (std::int64_t y = std::max<std::int64_t>(box.top, 0); y < std::min(box.bottom, size.height);
         ++y) {
      const auto row = pixels.begin() + y * size.width;
      std::fill(row + left, row + right, std::uint16_t{1});
    }
  }
  return pixels;
}

}  // namespace

std::vector<std::uint8_t> hidden_pixels(const Motion& motion, image::Size size,
                                        Workspace& workspace) {
  std::vector<std::uint8_t> result;
  for (std::size_t i = 0; i < motion.size(); ++i) {
    const auto* hidden = std::get_if<Hidden>(&motion[i]);
    if (hidden == nullptr) continue;
    const WarpChain after =
        warps_of({motion.begin() + static_cast<std::ptrdiff_t>(i), motion.end()});
    const std::vector<std::uint16_t> pixels = painted(*hidden, size);
    std::vector<std::uint16_t> moved(pixels.size());
    resample_labels(after, pixels, size, 0, moved, workspace);
    result.resize(pixels.size());
    for (std::size_t p = 0; p < moved.size(); ++p) {
      if (moved[p] != 0) result[p] = 1;
    }
  }
  return result;
}

}  // namespace assay::stress
