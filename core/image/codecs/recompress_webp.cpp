// SPDX-License-Identifier: Apache-2.0
#include "core/image/codecs/recompress_webp.hpp"

#include <webp/decode.h>
#include <webp/encode.h>

#include <algorithm>
#include <memory>

#include "core/image/codecs/guard.hpp"

namespace assay::image::codecs {
namespace {

constexpr std::int64_t kMaxSide = WEBP_MAX_DIMENSION / 16 * 16;  // of parts: whole blocks

struct Free {
  void operator()(std::uint8_t* file) const { WebPFree(file); }
};

/// A rectangle of both images, whose rows are `row_bytes` apart.
struct Part {
  const std::uint8_t* from;
  std::uint8_t* to;
  int width, height;
  int row_bytes;
};

/// False where libwebp has no memory.
bool recompress(const Part& part, float quality) {
  std::uint8_t* written = nullptr;
  const std::size_t bytes =
      WebPEncodeRGB(part.from, part.width, part.height, part.row_bytes, quality, &written);
  const std::unique_ptr<std::uint8_t, Free> file(written);
  const auto room =
      static_cast<std::size_t>(part.row_bytes) * static_cast<std::size_t>(part.height - 1) +
      static_cast<std::size_t>(part.width) * 3;
  return bytes != 0 &&
         WebPDecodeRGBInto(file.get(), bytes, part.to, room, part.row_bytes) != nullptr;
}

}  // namespace

Reply recompress_webp(const PixelView& from, std::int32_t quality,
                      const MutablePixelView& to) noexcept {
  return guarded([&]() -> Reply {
    const auto* in = reinterpret_cast<const std::uint8_t*>(from.bytes.data());
    auto* out = reinterpret_cast<std::uint8_t*>(to.bytes.data());
    const auto [width, height] = from.size;
    for (std::int64_t y = 0; y < height; y += kMaxSide) {
      for (std::int64_t x = 0; x < width; x += kMaxSide) {
        const std::int64_t begin = (y * width + x) * 3;
        const Part part{in + begin, out + begin, static_cast<int>(std::min(kMaxSide, width - x)),
                        static_cast<int>(std::min(kMaxSide, height - y)),
                        static_cast<int>(width * 3)};
        if (!recompress(part, static_cast<float>(quality))) return {Status::no_memory, {}, {}};
      }
    }
    return {};
  });
}

}  // namespace assay::image::codecs
