// SPDX-License-Identifier: Apache-2.0
#include "core/image/recompress.hpp"

#include <new>
#include <string>
#include <string_view>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/codecs/open.hpp"
#include "core/image/jpeg_decoder.hpp"
#include "core/image/jpeg_encoder.hpp"

namespace assay::image {
namespace {

void require_alike(const PixelView& from, const MutablePixelView& to) {
  ASSAY_CHECK(from.size == to.size && from.format == PixelFormat::rgb &&
              to.format == PixelFormat::rgb);
}

}  // namespace

void recompress_jpeg(const PixelView& from, int quality, std::span<std::byte> memory,
                     const MutablePixelView& to) {
  require_alike(from, to);
  const std::size_t bytes = encode_jpeg_into(from, quality, memory);
  decode_jpeg(std::string_view(reinterpret_cast<const char*>(memory.data()), bytes), Inks::three,
              to);
}

void recompress_webp(const PixelView& from, int quality, const MutablePixelView& to) {
  require_alike(from, to);
  const codecs::Reply reply = codecs::table().recompress_webp(from, quality, to);
  if (reply.status == codecs::Status::no_memory) throw std::bad_alloc();
  if (reply.status != codecs::Status::done) {
    throw Error(ErrorKind::internal, std::string("cannot compress to WebP: ") + reply.cause.data());
  }
}

}  // namespace assay::image
