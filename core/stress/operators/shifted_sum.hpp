// SPDX-License-Identifier: Apache-2.0
// An image as the weighted sum of shifted copies of another: convolution with a kernel that has few
// values. For the filters of this folder.
#pragma once

#include <cstdint>
#include <span>

#include "core/image/pixels.hpp"
#include "core/stress/workspace.hpp"

namespace assay::stress {

struct Tap {
  std::int64_t dx = 0, dy = 0;  // where it reads, from the pixel that is written
  std::uint16_t weight = 0;     // in 65536ths
};

/// At most 256 taps, whose weights add up to 65536. The image is mirrored beyond its sides. What
/// has one colour keeps it; elsewhere the error is below 1.
void shifted_sum(std::span<const Tap> taps, const image::PixelView& from,
                 const image::MutablePixelView& to, Workspace& workspace);

}  // namespace assay::stress
