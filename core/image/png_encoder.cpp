// SPDX-License-Identifier: Apache-2.0
// libpng's errors jump out over whatever is below setjmp: no object with a destructor may live
// there.
#include <fmt/format.h>
#include <png.h>
#include <zlib.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <new>
#include <string>
#include <utility>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/encode.hpp"

namespace assay::image {
namespace {

/// What libpng is told of through its pointers.
struct Target {
  std::string file;
  std::jmp_buf give_up{};
  std::array<char, 200> fatal{};  // why encoding stopped; "" where there was no memory
};

extern "C" {
[[noreturn]] static void on_writer_error(png_structp writer, png_const_charp text) {
  auto& target = *static_cast<Target*>(png_get_error_ptr(writer));
  std::snprintf(target.fatal.data(), target.fatal.size(), "%s", text);
  std::longjmp(target.give_up, 1);
}

static void on_writer_warning(png_structp, png_const_charp) {}

static void on_write(png_structp writer, png_bytep bytes, png_size_t count) {
  auto& target = *static_cast<Target*>(png_get_io_ptr(writer));
  try {
    target.file.append(reinterpret_cast<const char*>(bytes), count);
    return;
  } catch (const std::bad_alloc&) {
  }
  std::longjmp(target.give_up, 1);
}

static void on_flush(png_structp) {}
}

int color_type(PixelFormat format) {
  switch (format) {
    case PixelFormat::gray:
      return PNG_COLOR_TYPE_GRAY;
    case PixelFormat::rgba:
      return PNG_COLOR_TYPE_RGB_ALPHA;
    case PixelFormat::rgb:
    case PixelFormat::bgr:
      break;
  }
  return PNG_COLOR_TYPE_RGB;
}

class PngWriter {
 public:
  PngWriter() = default;
  ~PngWriter() { png_destroy_write_struct(&writer_, &info_); }
  PngWriter(const PngWriter&) = delete;
  PngWriter& operator=(const PngWriter&) = delete;

  /// False where libpng gave up.
  bool write(const PixelView& pixels) {
    if (setjmp(target_.give_up) != 0) return false;
    writer_ = png_create_write_struct(PNG_LIBPNG_VER_STRING, &target_, on_writer_error,
                                      on_writer_warning);
    if (writer_ == nullptr) return false;
    info_ = png_create_info_struct(writer_);
    if (info_ == nullptr) return false;
    png_set_write_fn(writer_, &target_, on_write, on_flush);
    prefer_speed();
    png_set_IHDR(writer_, info_, static_cast<png_uint_32>(pixels.size.width),
                 static_cast<png_uint_32>(pixels.size.height), 8, color_type(pixels.format),
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_write_info(writer_, info_);
    if (pixels.format == PixelFormat::bgr) png_set_bgr(writer_);
    write_rows(pixels);
    png_write_end(writer_, info_);
    return true;
  }

  Target& target() { return target_; }

 private:
  /// The settings of OpenCV's encoder: a tenth of the time of libpng's own, for files that are
  /// somewhat larger.
  void prefer_speed() {
    png_set_filter(writer_, PNG_FILTER_TYPE_BASE, PNG_FILTER_SUB);
    png_set_compression_level(writer_, Z_BEST_SPEED);
    png_set_compression_strategy(writer_, Z_RLE);
  }

  void write_rows(const PixelView& pixels) {
    const std::size_t row_bytes = byte_size({pixels.size.width, 1}, pixels.format);
    const auto* row = reinterpret_cast<png_const_bytep>(pixels.bytes.data());
    for (std::int64_t y = 0; y < pixels.size.height; ++y, row += row_bytes) {
      png_write_row(writer_, row);
    }
  }

  Target target_;
  png_structp writer_ = nullptr;
  png_infop info_ = nullptr;
};

}  // namespace

std::string encode_png(const PixelView& pixels) {
  ASSAY_CHECK(pixels.bytes.size() >= byte_size(pixels.size, pixels.format));
  PngWriter writer;
  if (writer.write(pixels)) return std::move(writer.target().file);
  const char* cause = writer.target().fatal.data();
  if (*cause == '\0') throw std::bad_alloc();
  throw Error(ErrorKind::internal, fmt::format("cannot encode an image as PNG: {}", cause));
}

}  // namespace assay::image
