// SPDX-License-Identifier: Apache-2.0
// The codec module: what decodes all but JPEG and PNG, behind the table. OpenCV's imgcodecs for
// most; all that links them.
#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <string_view>

#include "core/image/codecs/decoders.hpp"
#include "core/image/codecs/guard.hpp"
#include "core/image/codecs/quiet.hpp"
#include "core/image/codecs/recompress_webp.hpp"
#include "core/image/codecs/table.hpp"
#include "core/image/compose.hpp"

namespace assay::image::codecs {
namespace {

cv::Mat imdecode(Bytes file, int flags) {
  const Quiet quiet;
  const cv::Mat bytes(1, static_cast<int>(file.count), CV_8U, const_cast<char*>(file.first));
  return cv::imdecode(bytes, flags);
}

/// Four channels, or empty where OpenCV finds no alpha.
cv::Mat decoded_with_alpha(Bytes file) {
  cv::Mat decoded = imdecode(file, cv::IMREAD_UNCHANGED | cv::IMREAD_IGNORE_ORIENTATION);
  return decoded.channels() == 4 ? decoded : cv::Mat();
}

cv::Mat decoded_as_bgr_or_gray(Bytes file, bool gray) {
  const int color = gray ? cv::IMREAD_GRAYSCALE : cv::IMREAD_COLOR;
  return imdecode(file, color | cv::IMREAD_IGNORE_ORIENTATION);
}

/// OpenCV reads TIFF of 8 bits through libtiff's RGBA interface, which multiplies what is not yet
/// multiplied, and other depths as they are stored.
Alpha alpha_of(Bytes file, const cv::Mat& decoded, const Background& background) {
  const std::string_view begin(file.first, std::min<std::size_t>(file.count, 2));
  const bool tiff = begin == "II" || begin == "MM";
  const bool multiplied = tiff && (decoded.depth() == CV_8U || background.multiplied);
  return multiplied ? Alpha::multiplied : Alpha::straight;
}

}  // namespace

Reply decode_other(Bytes file, const Background* background, const MutablePixelView& out) noexcept {
  return guarded([&]() -> Reply {
    const cv::Mat bgra = background != nullptr ? decoded_with_alpha(file) : cv::Mat();
    const cv::Mat decoded =
        bgra.empty() ? decoded_as_bgr_or_gray(file, out.format == PixelFormat::gray) : bgra;
    if (decoded.empty()) return {Status::undecodable, {}, {}};
    const Size size{decoded.cols, decoded.rows};
    if (size != out.size) return {Status::other_size, size, {}};
    if (bgra.empty()) {
      write_opaque(decoded, out);
    } else {
      write_composed(decoded, alpha_of(file, decoded, *background), &background->color, out);
    }
    return {};
  });
}

extern "C" [[gnu::visibility("default")]] const Table* assay_codecs() noexcept {
  static constexpr Table kTable{kRevision,   sizeof(Table), decode_gif,
                                decode_webp, decode_other,  recompress_webp};
  install_filter();
  return &kTable;
}

}  // namespace assay::image::codecs
