// SPDX-License-Identifier: Apache-2.0
// What filters see beyond the sides of an image: its mirror image, dcb|abcd|cba.
#pragma once

#include <cstdint>

namespace assay::stress {

/// Which of `count` pixels is seen at `position`, whatever that is.
constexpr std::int64_t mirrored(std::int64_t position, std::int64_t count) {
  if (position >= 0 && position < count) return position;
  if (count == 1) return 0;
  const std::int64_t period = 2 * (count - 1);
  const std::int64_t phase = (position % period + period) % period;
  return phase < count ? phase : period - phase;
}

}  // namespace assay::stress
