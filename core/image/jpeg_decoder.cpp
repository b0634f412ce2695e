// SPDX-License-Identifier: Apache-2.0
#include "core/image/jpeg_decoder.hpp"

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <vector>

#include <jerror.h>  // needs <cstdio> before it

#include "core/base/error.hpp"
#include "core/image/jpeg_color_space.hpp"

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
  bool ended_early = false;                       // the first loss is that the file ends
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
  const int code = decoder->err->msg_code;
  if (harmless(code)) return keep_first(decoder, complaints.tolerated);
  if (complaints.loss[0] == '\0') complaints.ended_early = code == JWRN_JPEG_EOF;
  keep_first(decoder, complaints.loss);
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

JpegComplaints decompress(std::string_view bytes, Size size, J_COLOR_SPACE space, std::byte* out,
                          std::size_t row_bytes) {
  Decompressor decompressor;
  const bool done = decompressor.run(bytes, size, space, out, row_bytes);
  const Complaints& complaints = decompressor.complaints();
  if (!done) {
    throw Error(ErrorKind::dataset, std::string("cannot decode JPEG: ") + complaints.fatal.data());
  }
  if (complaints.ended_early) return {"", complaints.loss.data()};
  if (complaints.loss[0] != '\0') {
    throw Error(ErrorKind::dataset, std::string("truncated or damaged JPEG: ") +
                                        complaints.loss.data() + "; replace the file");
  }
  return {complaints.tolerated.data(), ""};
}

/// Red, green, blue of inverted inks, which is what Adobe's programs write.
std::array<int, 3> color_of_inks(const std::byte* inks) {
  const int black = std::to_integer<int>(inks[3]);
  const auto through = [&](std::byte ink) {
    return black - ((255 - std::to_integer<int>(ink)) * black >> 8);
  };
  return {through(inks[0]), through(inks[1]), through(inks[2])};
}

/// The weights of ITU-R BT.601 in 1/2^14, as OpenCV has them.
int gray_of(const std::array<int, 3>& rgb) {
  constexpr int kRed = 4899, kGreen = 9617, kBlue = 1868;
  return (rgb[0] * kRed + rgb[1] * kGreen + rgb[2] * kBlue + (1 << 13)) >> 14;
}

void put_pixel(const std::array<int, 3>& rgb, PixelFormat format, std::byte* to) {
  const auto byte = [](int value) { return static_cast<std::byte>(value); };
  switch (format) {
    case PixelFormat::gray:
      to[0] = byte(gray_of(rgb));
      return;
    case PixelFormat::bgr:
      to[0] = byte(rgb[2]);
      to[1] = byte(rgb[1]);
      to[2] = byte(rgb[0]);
      return;
    case PixelFormat::rgba:
      to[3] = byte(255);
      [[fallthrough]];
    case PixelFormat::rgb:
      to[0] = byte(rgb[0]);
      to[1] = byte(rgb[1]);
      to[2] = byte(rgb[2]);
      return;
  }
}

/// libjpeg leaves inks to its caller. The formula is that of OpenCV's icvCvt_CMYK2BGR.
JpegComplaints decode_inks(std::string_view bytes, const MutablePixelView& out) {
  const auto pixels = static_cast<std::size_t>(out.size.width * out.size.height);
  std::vector<std::byte> inks(pixels * 4);
  JpegComplaints complaints = decompress(bytes, out.size, JCS_CMYK, inks.data(),
                                         static_cast<std::size_t>(out.size.width) * 4);
  const auto step = static_cast<std::size_t>(channels(out.format));
  for (std::size_t i = 0; i < pixels; ++i) {
    put_pixel(color_of_inks(inks.data() + i * 4), out.format, out.bytes.data() + i * step);
  }
  return complaints;
}

}  // namespace

JpegComplaints decode_jpeg(std::string_view bytes, Inks inks, const MutablePixelView& out) {
  if (inks == Inks::four) return decode_inks(bytes, out);
  const auto row_bytes = byte_size({out.size.width, 1}, out.format);
  return decompress(bytes, out.size, jpeg_color_space(out.format), out.bytes.data(), row_bytes);
}

}  // namespace assay::image
