// SPDX-License-Identifier: Apache-2.0
#include "core/image/jpeg_encoder.hpp"

#include <csetjmp>
#include <string>

#include "core/base/check.hpp"
#include "core/base/error.hpp"
#include "core/image/jpeg_color_space.hpp"

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
    encoder_.input_components = channels(from.format);
    encoder_.in_color_space = jpeg_color_space(from.format);
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

std::size_t encode_jpeg_into(const PixelView& pixels, int quality, std::span<std::byte> memory) {
  ASSAY_CHECK(pixels.bytes.size() >= byte_size(pixels.size, pixels.format));
  ASSAY_CHECK(memory.size() >= jpeg_bytes_at_most(pixels.size));
  Compressor compressor;
  const std::size_t bytes = compressor.run(pixels, quality, memory);
  if (bytes == 0) {
    throw Error(ErrorKind::internal, std::string("cannot compress to JPEG: ") + compressor.cause());
  }
  return bytes;
}

}  // namespace assay::image
