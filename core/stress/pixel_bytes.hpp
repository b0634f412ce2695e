// SPDX-License-Identifier: Apache-2.0
// The values of an image in a row, as loops read and write them.
#pragma once

#include <cstdint>
#include <span>

#include "core/image/pixels.hpp"

namespace assay::stress {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

inline Bytes bytes_of(const image::PixelView& view) {
  return {reinterpret_cast<const std::uint8_t*>(view.bytes.data()),
          image::byte_size(view.size, view.format)};
}

inline MutableBytes bytes_of(const image::MutablePixelView& view) {
  return {reinterpret_cast<std::uint8_t*>(view.bytes.data()),
          image::byte_size(view.size, view.format)};
}

}  // namespace assay::stress
