// SPDX-License-Identifier: Apache-2.0
#include "core/image/encode.hpp"

#include <algorithm>
#include <new>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/codecs/open.hpp"
#include "core/image/mat_view.hpp"

namespace assay::image {
namespace {

constexpr int kThumbnailQuality = 80;

codecs::ConstPixels handed_over(const PixelView& pixels) {
  ASSAY_CHECK(pixels.bytes.size() >= byte_size(pixels.size, pixels.format));
  return {pixels.bytes.data(), pixels.size, pixels.format};
}

bool keep_file(void* context, codecs::Bytes file) noexcept {
  try {
    static_cast<std::string*>(context)->assign(file.first, file.count);
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

/// What `encode` writes to the sink that it is given.
template <class Encode>
std::string file_of(Encode&& encode) {
  std::string file;
  const codecs::Reply reply = encode(codecs::FileSink{&file, keep_file});
  if (reply.status == codecs::Status::no_memory) throw std::bad_alloc();
  if (reply.status != codecs::Status::done) {
    throw Error(ErrorKind::internal, std::string("cannot encode an image: ") + reply.cause.data());
  }
  return file;
}

}  // namespace

std::string encode_jpeg(const PixelView& pixels, int quality) {
  return file_of([&](const codecs::FileSink& sink) {
    return codecs::table().encode_jpeg(handed_over(pixels), quality, sink);
  });
}

std::string encode_png(const PixelView& pixels) {
  return file_of([&](const codecs::FileSink& sink) {
    return codecs::table().encode_png(handed_over(pixels), sink);
  });
}

Size thumbnail_size(Size size, std::int64_t max_side) {
  const std::int64_t longer = std::max(size.width, size.height);
  if (longer <= max_side) return size;
  const auto scaled = [&](std::int64_t side) {
    return std::max<std::int64_t>(1, (side * max_side + longer / 2) / longer);
  };
  return {scaled(size.width), scaled(size.height)};
}

Thumbnail make_thumbnail(const PixelView& pixels, int max_side) {
  ASSAY_CHECK(max_side > 0);
  const Size size = thumbnail_size(pixels.size, max_side);
  if (size == pixels.size) return {encode_jpeg(pixels, kThumbnailQuality), size};
  std::vector<std::byte> small(byte_size(size, pixels.format));
  cv::Mat target = mat_over(MutablePixelView{small, size, pixels.format});
  cv::resize(mat_over(pixels), target, target.size(), 0, 0, cv::INTER_AREA);
  return {encode_jpeg({small, size, pixels.format}, kThumbnailQuality), size};
}

}  // namespace assay::image
