// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <assay/abi/datapoint.h>

#include <cstdint>

namespace assay::worker {

/// Bytes of one pixel.
inline std::int64_t channels(assay_color_t color) {
  switch (color) {
    case ASSAY_COLOR_GRAY:
      return 1;
    case ASSAY_COLOR_RGBA:
      return 4;
    default:
      return 3;
  }
}

}  // namespace assay::worker
