// SPDX-License-Identifier: Apache-2.0
// The decoders of the codec module, one file each; table.hpp says what all of them do.
#pragma once

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

/// By libpng, set up as OpenCV does, so that the pixels are OpenCV's; colour keys are alpha, too.
Reply decode_png(Bytes file, const Background* background, const Pixels& out) noexcept;

/// By giflib. What the first frame leaves free of the canvas is transparent black.
Reply decode_gif(Bytes file, const Background* background, const Pixels& out) noexcept;

/// By OpenCV, an animation by libwebp's own decoder for these.
Reply decode_webp(Bytes file, const Background* background, const Pixels& out) noexcept;

/// By OpenCV.
Reply decode_other(Bytes file, const Background* background, const Pixels& out) noexcept;

}  // namespace assay::image::codecs
