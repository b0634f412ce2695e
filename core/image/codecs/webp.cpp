// SPDX-License-Identifier: Apache-2.0
#include <webp/decode.h>
#include <webp/demux.h>

#include <memory>
#include <opencv2/imgproc.hpp>

#include "core/image/codecs/decoders.hpp"
#include "core/image/codecs/guard.hpp"
#include "core/image/compose.hpp"

namespace assay::image::codecs {
namespace {

const std::uint8_t* first_of(Bytes file) {
  return reinterpret_cast<const std::uint8_t*>(file.first);
}

bool is_animated(Bytes file) {
  WebPBitstreamFeatures features{};
  return WebPGetFeatures(first_of(file), file.count, &features) == VP8_STATUS_OK &&
         features.has_animation != 0;
}

struct Close {
  void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};

/// The first frame on its canvas.
Reply decode_animated(Bytes file, const Background* background, const MutablePixelView& out) {
  WebPAnimDecoderOptions options;
  if (WebPAnimDecoderOptionsInit(&options) == 0) {
    return reply_with(Status::failed, "libwebpdemux is of another version");
  }
  options.color_mode = MODE_RGBA;
  const WebPData data{first_of(file), file.count};
  const std::unique_ptr<WebPAnimDecoder, Close> decoder(WebPAnimDecoderNew(&data, &options));
  WebPAnimInfo about{};
  if (!decoder || WebPAnimDecoderGetInfo(decoder.get(), &about) == 0) {
    return {Status::undecodable, {}, {}};
  }
  const Size size{about.canvas_width, about.canvas_height};
  if (size != out.size) return {Status::other_size, size, {}};
  std::uint8_t* canvas = nullptr;  // the decoder's
  int end_ms = 0;
  if (WebPAnimDecoderGetNext(decoder.get(), &canvas, &end_ms) == 0) {
    return reply_with(Status::damaged, "its first frame cannot be decoded");
  }
  const cv::Mat rgba(static_cast<int>(size.height), static_cast<int>(size.width), CV_8UC4, canvas);
  cv::Mat bgra;
  cv::cvtColor(rgba, bgra, cv::COLOR_RGBA2BGRA);
  write_composed(bgra, Alpha::straight, color_of(background), out);
  return {};
}

}  // namespace

Reply decode_webp(Bytes file, const Background* background, const MutablePixelView& out) noexcept {
  if (!is_animated(file)) return decode_other(file, background, out);
  return guarded([&] { return decode_animated(file, background, out); });
}

}  // namespace assay::image::codecs
