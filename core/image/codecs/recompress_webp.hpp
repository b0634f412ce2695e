// SPDX-License-Identifier: Apache-2.0
// The codec module's part of core/image/recompress.hpp.
#pragma once

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {

Reply recompress_webp(const PixelView& from, std::int32_t quality,
                      const MutablePixelView& to) noexcept;

}  // namespace assay::image::codecs
