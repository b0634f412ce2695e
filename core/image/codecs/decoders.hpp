// SPDX-License-Identifier: Apache-2.0
// The decoders of the codec module, one file each; table.hpp says what all of them do.
#pragma once

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

/// As write_composed() takes it.
inline const Rgb* color_of(const Background* background) {
  return background != nullptr ? &background->color : nullptr;
}

/// By giflib. What the first frame leaves free of the canvas is transparent black.
Reply decode_gif(Bytes file, const Background* background, const MutablePixelView& out) noexcept;

/// By OpenCV, an animation by libwebp's own decoder for these.
Reply decode_webp(Bytes file, const Background* background, const MutablePixelView& out) noexcept;

/// By OpenCV.
Reply decode_other(Bytes file, const Background* background, const MutablePixelView& out) noexcept;

}  // namespace assay::image::codecs
