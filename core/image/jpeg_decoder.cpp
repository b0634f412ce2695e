// SPDX-License-Identifier: Apache-2.0
#include "core/image/jpeg_decoder.hpp"

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <vector>

#include <jerror.h>
#include <jpeglib.h>  // needs <cstdio> before it

#include "core/base/error.hpp"

#ifndef JCS_EXTENSIONS
#error "libjpeg-turbo is needed: another libjpeg cannot write BGR or RGBA"
#endif

namespace assay::image {
namespace {

// Real files have about ten scans; one of a few kB can have thousands, each a pass over the image.
constexpr int kMaxScans = 500;

/// What libjpeg calls back with. `base` is first: libjpeg knows only that.
struct Complaints {
  jpeg_error_mgr base{};
  std::jmp_buf give_up{};
  std::array<char, JMSG_LENGTH_MAX> fatal{};      // why decoding stopped
  std::array<char, JMSG_LENGTH_MAX> loss{};       // the first warning that means lost pixels
  std::array<char, JMSG_LENGTH_MAX> tolerated{};  // the first other one
};

Complaints& complaints_of(j_common_ptr decoder) {
  return *reinterpret_cast<Complaints*>(decoder->err);
}

/// Whether the pixels are what the writer meant in spite of this warning.
bool harmless(int code) {
  switch (code) {
    case JWRN_EXTRANEOUS_DATA:  // bytes between segments
    case JWRN_ADOBE_XFORM:      // unknown colour transform: the usual one is taken
    case JWRN_JFIF_MAJOR:
    case JWRN_NOT_SEQUENTIAL:  // scan parameters of a sequential file, which are not used
    case JWRN_BOGUS_PROGRESSION:
      return true;
    default:
      return false;
  }
}

void keep_first(j_common_ptr decoder, std::array<char, JMSG_LENGTH_MAX>& place) {
  if (place[0] == '\0') decoder->err->format_message(decoder, place.data());
}

extern "C" {
static void on_message(j_common_ptr decoder, int level) {
  if (level >= 0) return;
  Complaints& complaints = complaints_of(decoder);
  keep_first(decoder, harmless(decoder->err->msg_code) ? complaints.tolerated : complaints.loss);
}

static void on_output(j_common_ptr) {}

[[noreturn]] static void on_error(j_common_ptr decoder) {
  Complaints& complaints = complaints_of(decoder);
  keep_first(decoder, complaints.fatal);
  std::longjmp(complaints.give_up, 1);
}

static void on_progress(j_common_ptr decoder) {
  if (reinterpret_cast<j_decompress_ptr>(decoder)->input_scan_number <= kMaxScans) return;
  Complaints& complaints = complaints_of(decoder);
  std::snprintf(complaints.fatal.data(), complaints.fatal.size(), "more than %d scans", kMaxScans);
  std::longjmp(complaints.give_up, 1);
}
}

class Decompressor {
 public:
  Decompressor() {
    decoder_.err = jpeg_std_error(&complaints_.base);
    complaints_.base.error_exit = on_error;
    complaints_.base.emit_message = on_message;
    complaints_.base.output_message = on_output;
    progress_.progress_monitor = on_progress;
  }
  ~Decompressor() { jpeg_destroy_decompress(&decoder_); }
  Decompressor(const Decompressor&) = delete;
  Decompressor& operator=(const Decompressor&) = delete;

  /// No object with a destructor may live here: libjpeg's errors jump out over it.
  bool run(std::string_view bytes, Size size, J_COLOR_SPACE space, std::byte* out,
           std::size_t row_bytes) {
    if (setjmp(complaints_.give_up) != 0) return false;
    jpeg_create_decompress(&decoder_);
    decoder_.progress = &progress_;
    jpeg_mem_src(&decoder_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&decoder_, TRUE);
    if (decoder_.image_width != static_cast<JDIMENSION>(size.width) ||
        decoder_.image_height != static_cast<JDIMENSION>(size.height)) {
      std::snprintf(complaints_.fatal.data(), complaints_.fatal.size(),
                    "its headers contradict each other about the size");
      return false;
    }
    decoder_.out_color_space = space;
    jpeg_start_decompress(&decoder_);
    while (decoder_.output_scanline < decoder_.output_height) read_rows(out, row_bytes);
    jpeg_finish_decompress(&decoder_);
    return true;
  }

  const Complaints& complaints() const { return complaints_; }

 private:
  /// Some rows at a time, for libjpeg has them in groups.
  void read_rows(std::byte* out, std::size_t row_bytes) {
    std::array<JSAMPROW, 16> rows{};
    JDIMENSION count = 0;
    for (JDIMENSION y = decoder_.output_scanline; y < decoder_.output_height; ++y) {
      if (count == rows.size()) break;
      rows[count++] = reinterpret_cast<JSAMPROW>(out + y * row_bytes);
    }
    jpeg_read_scanlines(&decoder_, rows.data(), count);
  }

  Complaints complaints_;
  jpeg_progress_mgr progress_{};
  jpeg_decompress_struct decoder_{};
};

/// `row_bytes` 0 lets each row overwrite the one before.
std::string decompress(std::string_view bytes, Size size, J_COLOR_SPACE space, std::byte* out,
                       std::size_t row_bytes) {
  Decompressor decompressor;
  const bool done = decompressor.run(bytes, size, space, out, row_bytes);
  const Complaints& complaints = decompressor.complaints();
  if (!done) {
    throw Error(ErrorKind::dataset, std::string("cannot decode JPEG: ") + complaints.fatal.data());
  }
  if (complaints.loss[0] != '\0') {
    throw Error(ErrorKind::dataset, std::string("truncated or damaged JPEG: ") +
                                        complaints.loss.data() + "; replace the file");
  }
  return complaints.tolerated.data();
}

J_COLOR_SPACE color_space(PixelFormat format) {
  switch (format) {
    case PixelFormat::rgb:
      return JCS_EXT_RGB;
    case PixelFormat::bgr:
      return JCS_EXT_BGR;
    case PixelFormat::rgba:
      return JCS_EXT_RGBA;
    case PixelFormat::gray:
      break;
  }
  return JCS_GRAYSCALE;
}

}  // namespace

std::string decode_jpeg(std::string_view bytes, const MutablePixelView& out) {
  const auto row_bytes = byte_size({out.size.width, 1}, out.format);
  return decompress(bytes, out.size, color_space(out.format), out.bytes.data(), row_bytes);
}

std::string verify_cmyk_jpeg(std::string_view bytes, Size size) {
  std::vector<std::byte> row(static_cast<std::size_t>(size.width) * 4);
  return decompress(bytes, size, JCS_CMYK, row.data(), 0);
}

}  // namespace assay::image
