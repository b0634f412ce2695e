// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <array>
#include <bit>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

#include "core/image/codecs/compose.hpp"
#include "core/image/codecs/decoders.hpp"
#include "core/image/codecs/guard.hpp"

namespace assay::image::codecs {
namespace {

/// What libpng is told of through its pointers.
struct Source {
  Bytes rest;
  std::jmp_buf give_up{};
  std::array<char, 200> fatal{};  // why decoding stopped
};

extern "C" {
[[noreturn]] static void on_error(png_structp reader, png_const_charp text) {
  auto& source = *static_cast<Source*>(png_get_error_ptr(reader));
  std::snprintf(source.fatal.data(), source.fatal.size(), "%s", text);
  std::longjmp(source.give_up, 1);
}

/// What libpng warns of concerns chunks that are not used here, or comes back as an error.
static void on_warning(png_structp, png_const_charp) {}

static void on_read(png_structp reader, png_bytep to, png_size_t count) {
  auto& source = *static_cast<Source*>(png_get_io_ptr(reader));
  if (count > source.rest.count) png_error(reader, "the file ends too early");
  std::memcpy(to, source.rest.first, count);
  source.rest.first += count;
  source.rest.count -= count;
}
}

class PngReader {
 public:
  explicit PngReader(Bytes file) : source_{file} {}
  ~PngReader() { png_destroy_read_struct(&reader_, &info_, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  /// These three are false where libpng gave up. No object with a destructor may live in them:
  /// libpng's errors jump out over it.
  bool open() {
    if (setjmp(source_.give_up) != 0) return false;
    reader_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source_, on_error, on_warning);
    if (reader_ == nullptr) return false;
    info_ = png_create_info_struct(reader_);
    if (info_ == nullptr) return false;
    png_set_read_fn(reader_, &source_, on_read);
    png_read_info(reader_, info_);
    return true;
  }

  /// The settings of OpenCV's decoder for an image without alpha, 8 bits deep.
  bool ask_for_opaque(PixelFormat format) {
    if (setjmp(source_.give_up) != 0) return false;
    png_set_strip_16(reader_);
    png_set_strip_alpha(reader_);
    const int type = png_get_color_type(reader_, info_);
    const bool colored = (type & PNG_COLOR_MASK_COLOR) != 0;
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(reader_);
    if (!colored && png_get_bit_depth(reader_, info_) < 8) png_set_expand_gray_1_2_4_to_8(reader_);
    if (format == PixelFormat::gray) {
      if (colored) png_set_rgb_to_gray(reader_, 1, 0.299, 0.587);
    } else if (!colored) {
      png_set_gray_to_rgb(reader_);
    }
    if (format == PixelFormat::bgr && colored) png_set_bgr(reader_);
    if (format == PixelFormat::rgba) png_set_add_alpha(reader_, 0xFF, PNG_FILLER_AFTER);
    return update();
  }

  /// BGRA as deep as it is stored, 8 bits at least; colour keys and palettes' alpha included.
  bool ask_for_alpha() {
    if (setjmp(source_.give_up) != 0) return false;
    png_set_expand(reader_);
    png_set_gray_to_rgb(reader_);
    png_set_bgr(reader_);
    png_set_add_alpha(reader_, 0xFFFF, PNG_FILLER_AFTER);
    if (std::endian::native == std::endian::little) png_set_swap(reader_);
    return update();
  }

  bool read(png_bytepp rows) {
    if (setjmp(source_.give_up) != 0) return false;
    png_read_image(reader_, rows);
    png_read_end(reader_, nullptr);
    return true;
  }

  Size size() const {
    return {png_get_image_width(reader_, info_), png_get_image_height(reader_, info_)};
  }
  bool is_16_bit() const { return png_get_bit_depth(reader_, info_) == 16; }
  std::size_t row_bytes() const { return png_get_rowbytes(reader_, info_); }

  Reply damaged() const { return reply_with(Status::damaged, source_.fatal.data()); }

 private:
  bool update() {
    png_set_interlace_handling(reader_);
    png_read_update_info(reader_, info_);
    return true;
  }

  Source source_;
  png_structp reader_ = nullptr;
  png_infop info_ = nullptr;
};

Reply read_into(PngReader& reader, std::byte* bytes, std::size_t row_bytes) {
  // Whatever the settings came to: rows must not be longer than there is room for.
  CV_Assert(reader.row_bytes() == row_bytes);
  std::vector<png_bytep> rows(static_cast<std::size_t>(reader.size().height));
  for (std::size_t y = 0; y < rows.size(); ++y) {
    rows[y] = reinterpret_cast<png_bytep>(bytes + y * row_bytes);
  }
  return reader.read(rows.data()) ? Reply{} : reader.damaged();
}

Reply decode_opaque(PngReader& reader, const Pixels& out) {
  if (!reader.ask_for_opaque(out.format)) return reader.damaged();
  return read_into(reader, out.bytes, byte_size({out.size.width, 1}, out.format));
}

Reply decode_over(PngReader& reader, const Background& background, const Pixels& out) {
  if (!reader.ask_for_alpha()) return reader.damaged();
  cv::Mat bgra(static_cast<int>(out.size.height), static_cast<int>(out.size.width),
               reader.is_16_bit() ? CV_16UC4 : CV_8UC4);
  Reply reply = read_into(reader, reinterpret_cast<std::byte*>(bgra.data), bgra.step);
  if (reply.status == Status::done) write_composed(bgra, Alpha::straight, &background.color, out);
  return reply;
}

}  // namespace

Reply decode_png(Bytes file, const Background* background, const Pixels& out) noexcept {
  return guarded([&]() -> Reply {
    PngReader reader(file);
    if (!reader.open()) return reader.damaged();
    if (reader.size() != out.size) return {Status::other_size, reader.size(), {}};
    return background != nullptr ? decode_over(reader, *background, out)
                                 : decode_opaque(reader, out);
  });
}

}  // namespace assay::image::codecs
