// SPDX-License-Identifier: Apache-2.0
#include "core/image/recompress.hpp"

#include <csetjmp>
#include <cstdio>
#include <new>
#include <string>
#include <string_view>

#include <jpeglib.h>  // needs <cstdio> before it

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/codecs/open.hpp"
#include "core/image/jpeg_decoder.hpp"

namespace assay::image {
namespace {

/// What libjpeg calls back with. `base` is first: libjpeg knows only that.
struct Failure {
  jpeg_error_mgr base{};
  std::jmp_buf give_up{};
  char cause[JMSG_LENGTH_MAX] = "";
};

extern "C" {
[[noreturn]] static void on_encoder_error(j_common_ptr encoder) {
  auto& failure = *reinterpret_cast<Failure*>(encoder->err);
  failure.base.format_message(encoder, failure.cause);
  std::longjmp(failure.give_up, 1);
}

static void on_encoder_output(j_common_ptr) {}
static void on_start(j_compress_ptr) {}
static void on_end(j_compress_ptr) {}

/// The memory was full, which jpeg_bytes_at_most() rules out.
static boolean on_full(j_compress_ptr encoder) {
  on_encoder_error(reinterpret_cast<j_common_ptr>(encoder));
}
}

class Compressor {
 public:
  Compressor() {
    encoder_.err = jpeg_std_error(&failure_.base);
    failure_.base.error_exit = on_encoder_error;
    failure_.base.output_message = on_encoder_output;
    target_.init_destination = on_start;
    target_.empty_output_buffer = on_full;
    target_.term_destination = on_end;
  }
  ~Compressor() { jpeg_destroy_compress(&encoder_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  /// The bytes written; 0 on failure. No object with a destructor may live here: libjpeg's errors
  /// jump out over it.
  std::size_t run(const PixelView& from, int quality, std::span<std::byte> memory) {
    if (setjmp(failure_.give_up) != 0) return 0;
    jpeg_create_compress(&encoder_);
    target_.next_output_byte = reinterpret_cast<JOCTET*>(memory.data());
    target_.free_in_buffer = memory.size();
    encoder_.dest = &target_;
    encoder_.image_width = static_cast<JDIMENSION>(from.size.width);
    encoder_.image_height = static_cast<JDIMENSION>(from.size.height);
    encoder_.input_components = 3;
    encoder_.in_color_space = JCS_EXT_RGB;
    jpeg_set_defaults(&encoder_);  // 4:2:0 among them
    jpeg_set_quality(&encoder_, quality, TRUE);
    jpeg_start_compress(&encoder_, TRUE);
    const std::size_t row_bytes = byte_size({from.size.width, 1}, from.format);
    const auto* first = reinterpret_cast<const JSAMPLE*>(from.bytes.data());
    while (encoder_.next_scanline < encoder_.image_height) {
      auto* row = const_cast<JSAMPROW>(first + encoder_.next_scanline * row_bytes);
      jpeg_write_scanlines(&encoder_, &row, 1);
    }
    jpeg_finish_compress(&encoder_);
    return memory.size() - target_.free_in_buffer;
  }

  const char* cause() const { return failure_.cause; }

 private:
  Failure failure_;
  jpeg_destination_mgr target_{};
  jpeg_compress_struct encoder_{};
};

void require_alike(const PixelView& from, const MutablePixelView& to) {
  ASSAY_CHECK(from.size == to.size && from.format == PixelFormat::rgb &&
              to.format == PixelFormat::rgb);
}

}  // namespace

std::size_t jpeg_bytes_at_most(Size size) {
  // Blocks are whole, in 4:2:0 of 16 x 16 pixels with 1.5 coefficients each. The energy of 8-bit
  // samples makes these 18 bits long at most on average, 3.4 bytes a pixel. (Noise of black and
  // white takes 2.3.) The rest is for headers.
  const auto whole = [](std::int64_t side) {
    return static_cast<std::size_t>((side + 15) / 16 * 16);
  };
  return whole(size.width) * whole(size.height) * 4 + 2048;
}

void recompress_jpeg(const PixelView& from, int quality, std::span<std::byte> memory,
                     const MutablePixelView& to) {
  require_alike(from, to);
  Compressor compressor;
  const std::size_t bytes = compressor.run(from, quality, memory);
  if (bytes == 0) {
    throw Error(ErrorKind::internal, std::string("cannot compress to JPEG: ") + compressor.cause());
  }
  decode_jpeg(std::string_view(reinterpret_cast<const char*>(memory.data()), bytes), Inks::three,
              to);
}

void recompress_webp(const PixelView& from, int quality, const MutablePixelView& to) {
  require_alike(from, to);
  const codecs::Reply reply = codecs::table().recompress_webp(
      {from.bytes.data(), from.size, from.format}, quality, {to.bytes.data(), to.size, to.format});
  if (reply.status == codecs::Status::no_memory) throw std::bad_alloc();
  if (reply.status != codecs::Status::done) {
    throw Error(ErrorKind::internal, std::string("cannot compress to WebP: ") + reply.cause.data());
  }
}

}  // namespace assay::image
