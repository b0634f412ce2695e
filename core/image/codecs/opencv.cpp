// SPDX-License-Identifier: Apache-2.0
// The codec module: OpenCV's imgcodecs behind the table. All that links them.
#include <algorithm>
#include <new>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string_view>
#include <vector>

#include "core/image/codecs/table.hpp"

namespace assay::image::codecs {
namespace {

Reply failed(std::string_view cause) {
  Reply reply{Status::failed, {}, {}};
  const std::size_t count = std::min(cause.size(), reply.cause.size() - 1);
  std::copy_n(cause.begin(), count, reply.cause.begin());
  return reply;
}

/// Every function of the table runs in this: nothing is thrown over the border.
template <class Body>
Reply guarded(Body&& body) noexcept {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return {Status::no_memory, {}, {}};
  } catch (const cv::Exception& error) {
    return failed(error.err);
  } catch (const std::exception& error) {
    return failed(error.what());
  } catch (...) {
    return failed("an exception of an unknown type");
  }
}

cv::Mat mat_over(std::byte* bytes, Size size, PixelFormat format) {
  return {static_cast<int>(size.height), static_cast<int>(size.width), CV_8UC(channels(format)),
          bytes};
}

/// OpenCV has no const matrix.
cv::Mat mat_over(const ConstPixels& pixels) {
  return mat_over(const_cast<std::byte*>(pixels.bytes), pixels.size, pixels.format);
}

cv::Mat decoded_as_bgr_or_gray(Bytes file, bool gray) {
  const cv::Mat bytes(1, static_cast<int>(file.count), CV_8U, const_cast<char*>(file.first));
  const int color = gray ? cv::IMREAD_GRAYSCALE : cv::IMREAD_COLOR;
  return cv::imdecode(bytes, color | cv::IMREAD_IGNORE_ORIENTATION);
}

void convert(const cv::Mat& decoded, const Pixels& out) {
  cv::Mat target = mat_over(out.bytes, out.size, out.format);
  switch (out.format) {
    case PixelFormat::rgb:
      cv::cvtColor(decoded, target, cv::COLOR_BGR2RGB);
      break;
    case PixelFormat::rgba:
      cv::cvtColor(decoded, target, cv::COLOR_BGR2RGBA);
      break;
    case PixelFormat::bgr:
    case PixelFormat::gray:
      decoded.copyTo(target);
      break;
  }
  CV_Assert(target.data == reinterpret_cast<const uchar*>(out.bytes));
}

Reply decode(Bytes file, const Pixels& out) noexcept {
  return guarded([&]() -> Reply {
    const cv::Mat decoded = decoded_as_bgr_or_gray(file, out.format == PixelFormat::gray);
    if (decoded.empty()) return {Status::undecodable, {}, {}};
    const Size size{decoded.cols, decoded.rows};
    if (size != out.size) return {Status::other_size, size, {}};
    convert(decoded, out);
    return {};
  });
}

/// In the order of channels that OpenCV writes.
cv::Mat in_file_order(const ConstPixels& pixels, bool keep_alpha) {
  const cv::Mat given = mat_over(pixels);
  cv::Mat ordered;
  switch (pixels.format) {
    case PixelFormat::rgb:
      cv::cvtColor(given, ordered, cv::COLOR_RGB2BGR);
      break;
    case PixelFormat::rgba:
      cv::cvtColor(given, ordered, keep_alpha ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGBA2BGR);
      break;
    case PixelFormat::bgr:
    case PixelFormat::gray:
      ordered = given;
      break;
  }
  return ordered;
}

Reply encode(const char* extension, const cv::Mat& pixels, const std::vector<int>& options,
             const FileSink& sink) {
  std::vector<uchar> file;
  cv::imencode(extension, pixels, file, options);
  const bool taken =
      sink.take(sink.context, {reinterpret_cast<const char*>(file.data()), file.size()});
  return {taken ? Status::done : Status::no_memory, {}, {}};
}

Reply encode_jpeg(const ConstPixels& pixels, std::int32_t quality, const FileSink& sink) noexcept {
  return guarded([&] {
    return encode(".jpg", in_file_order(pixels, false), {cv::IMWRITE_JPEG_QUALITY, quality}, sink);
  });
}

Reply encode_png(const ConstPixels& pixels, const FileSink& sink) noexcept {
  return guarded([&] { return encode(".png", in_file_order(pixels, true), {}, sink); });
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const Table* assay_codecs() noexcept {
  static constexpr Table kTable{kRevision, sizeof(Table), decode, encode_jpeg, encode_png};
  return &kTable;
}

}  // namespace assay::image::codecs
