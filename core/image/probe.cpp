// SPDX-License-Identifier: Apache-2.0
#include "core/image/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/base/error.hpp"
#include "core/image/byte_reader.hpp"
#include "core/image/probe_gif.hpp"
#include "core/image/probe_jpeg.hpp"
#include "core/image/tiff_directory.hpp"

namespace assay::image {
namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1A\n";
constexpr std::string_view kReadable = "JPEG, PNG, BMP, GIF, WebP, TIFF or PNM";

// More than any limit, so that what is cut to it is refused, and little enough for signed numbers.
constexpr std::uint64_t kLargestSide = 0xFFFFFFFF;

[[noreturn]] void fail(const std::string& message) {
  throw Error(ErrorKind::dataset, message);
}

std::uint64_t need(std::optional<std::uint64_t> value, FileFormat format) {
  if (!value) fail(fmt::format("damaged {}: the file ends within its header", name_of(format)));
  return *value;
}

Size size_of(std::uint64_t width, std::uint64_t height) {
  return {static_cast<std::int64_t>(width), static_cast<std::int64_t>(height)};
}

ColorModel png_color(std::uint64_t type) {
  switch (type) {
    case 0:
    case 4:
      return ColorModel::gray;
    case 2:
    case 6:
      return ColorModel::rgb;
    case 3:
      return ColorModel::palette;
    default:
      return ColorModel::other;
  }
}

/// Chunks of note may stand on either side of the pixels, so all are walked.
void read_png_chunks(const ByteReader& file, Header& header) {
  std::uint64_t at = kPngSignature.size();
  while (const auto length = file.big(at, 4)) {
    if (file.matches(at + 4, "eXIf")) {
      header.orientation = exif_orientation(file.part(at + 8, *length));
    }
    if (file.matches(at + 4, "tRNS")) header.alpha = true;
    if (file.matches(at + 4, "acTL")) header.several_frames = true;
    at += 12 + *length;
  }
}

Header probe_png(std::string_view bytes) {
  const ByteReader file(bytes);
  if (!file.matches(12, "IHDR")) fail("damaged PNG: it does not begin with an IHDR chunk");
  Header header;
  header.format = FileFormat::png;
  header.size = size_of(need(file.big(16, 4), header.format), need(file.big(20, 4), header.format));
  header.bits = static_cast<int>(need(file.big(24, 1), header.format));
  const std::uint64_t type = need(file.big(25, 1), header.format);
  header.color = png_color(type);
  header.alpha = type == 4 || type == 6;
  read_png_chunks(file, header);
  return header;
}

/// The fourth byte of a pixel is alpha only where a mask says so, which headers of 56 bytes have.
bool has_alpha_mask(const ByteReader& file) {
  const std::uint64_t compression = file.little(30, 4).value_or(0);
  const bool masked = compression == 3 || compression == 6;  // BI_BITFIELDS, BI_ALPHABITFIELDS
  return masked && file.little(14, 4).value_or(0) >= 56 && file.little(66, 4).value_or(0) != 0;
}

Header probe_bmp(std::string_view bytes) {
  const ByteReader file(bytes);
  Header header;
  header.format = FileFormat::bmp;
  const bool os2 = need(file.little(14, 4), header.format) == 12;
  const unsigned side = os2 ? 2 : 4;
  const std::uint64_t width = need(file.little(18, side), header.format);
  const std::uint64_t height = need(file.little(18 + side, side), header.format);
  // A negative height means that rows stand from the top.
  const auto rows =
      os2 ? static_cast<std::int64_t>(height)
          : std::int64_t{static_cast<std::int32_t>(static_cast<std::uint32_t>(height))};
  header.size = {static_cast<std::int64_t>(width), rows < 0 ? -rows : rows};
  const std::uint64_t bits_per_pixel = need(file.little(20 + 2 * side, 2), header.format);
  header.color = bits_per_pixel <= 8 ? ColorModel::palette : ColorModel::rgb;
  header.alpha = bits_per_pixel == 32 && has_alpha_mask(file);
  return header;
}

/// Chunks after VP8X, of which EXIF and frames are of interest.
void read_webp_chunks(const ByteReader& file, Header& header) {
  std::uint64_t at = 12;
  int frames = 0;
  while (const auto length = file.little(at + 4, 4)) {
    if (file.matches(at, "ANMF")) header.several_frames = ++frames > 1;
    if (file.matches(at, "EXIF")) {
      std::string_view block = file.part(at + 8, *length);
      constexpr std::string_view kPrefix{"Exif\0\0", 6};
      if (block.starts_with(kPrefix)) block.remove_prefix(kPrefix.size());
      header.orientation = exif_orientation(block);
    }
    at += 8 + *length + *length % 2;
  }
}

// RFC 9649: the size stands in another place for each of the three kinds of WebP.
Header probe_webp(std::string_view bytes) {
  const ByteReader file(bytes);
  Header header;
  header.format = FileFormat::webp;
  header.color = ColorModel::rgb;
  if (file.matches(12, "VP8X")) {
    const std::uint64_t flags = need(file.little(20, 1), header.format);
    header.alpha = (flags & 0x10) != 0;
    header.size = size_of(1 + need(file.little(24, 3), header.format),
                          1 + need(file.little(27, 3), header.format));
    read_webp_chunks(file, header);
  } else if (file.matches(12, "VP8L")) {
    const std::uint64_t packed = need(file.little(21, 4), header.format);
    header.size = size_of(1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF));
    header.alpha = (packed >> 28 & 1) != 0;
  } else if (file.matches(12, "VP8 ")) {
    header.size = size_of(need(file.little(26, 2), header.format) & 0x3FFF,
                          need(file.little(28, 2), header.format) & 0x3FFF);
  } else {
    fail("damaged WebP: it does not begin with a picture");
  }
  return header;
}

ColorModel tiff_color(std::uint64_t photometric) {
  switch (photometric) {
    case 0:
    case 1:
      return ColorModel::gray;
    case 2:
      return ColorModel::rgb;
    case 3:
      return ColorModel::palette;
    case 5:
      return ColorModel::cmyk;
    case 6:
      return ColorModel::ycbcr;
    default:
      return ColorModel::other;
  }
}

Header probe_tiff(std::string_view bytes) {
  const auto directory = read_tiff_directory(bytes);
  if (!directory) fail("damaged TIFF: the file ends before its first directory");
  if (!directory->width || !directory->height) fail("damaged TIFF: no width or no height");
  Header header;
  header.format = FileFormat::tiff;
  header.size = size_of(std::min(*directory->width, kLargestSide),
                        std::min(*directory->height, kLargestSide));
  header.bits = static_cast<int>(std::min<std::uint64_t>(directory->bits.value_or(1), 64));
  header.color = tiff_color(directory->photometric.value_or(99));
  const std::uint64_t colors = header.color == ColorModel::cmyk   ? 4
                               : header.color == ColorModel::gray ? 1
                                                                  : 3;
  header.alpha = header.color != ColorModel::palette && directory->samples.value_or(1) > colors;
  // Where nothing is said, libtiff takes alpha for multiplied, too.
  header.multiplied = header.alpha && directory->extra_samples.value_or(0) != 2;
  header.several_frames = directory->several;
  header.orientation = exif_orientation(bytes);
  return header;
}

/// The next number of a PNM header; `#` starts a comment that runs to the end of the line.
std::uint64_t pnm_number(std::string_view& rest) {
  while (!rest.empty() && (rest.front() < '0' || rest.front() > '9')) {
    const bool comment = rest.front() == '#';
    const std::size_t skip = comment ? std::min(rest.find('\n'), rest.size() - 1) + 1 : 1;
    rest.remove_prefix(skip);
  }
  std::uint64_t value = 0;
  if (rest.empty()) fail("damaged PNM: the file ends within its header");
  while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
    value = std::min(value * 10 + static_cast<std::uint64_t>(rest.front() - '0'), kLargestSide);
    rest.remove_prefix(1);
  }
  return value;
}

Header probe_pnm(std::string_view bytes) {
  const char kind = bytes[1];
  const bool bitmap = kind == '1' || kind == '4';
  std::string_view rest = bytes.substr(2);
  Header header;
  header.format = FileFormat::pnm;
  header.size.width = static_cast<std::int64_t>(pnm_number(rest));
  header.size.height = static_cast<std::int64_t>(pnm_number(rest));
  const std::uint64_t most = bitmap ? 1 : pnm_number(rest);
  // OpenCV takes samples as they are, so that such an image would come out dark.
  if (!bitmap && most != 255 && most != 65535) {
    fail(fmt::format("PNM whose largest sample is {} cannot be decoded; convert the file to PNG",
                     most));
  }
  header.bits = bitmap ? 1 : most > 255 ? 16 : 8;
  header.color = kind == '3' || kind == '6' ? ColorModel::rgb : ColorModel::gray;
  return header;
}

bool is_pnm(const ByteReader& file) {
  const auto kind = file.big(1, 1);
  const auto space = file.big(2, 1);
  return file.matches(0, "P") && kind && *kind >= '1' && *kind <= '6' && space &&
         (*space == ' ' || *space == '\t' || *space == '\r' || *space == '\n' || *space == '#');
}

using Prober = Header (*)(std::string_view);

Prober prober_of(std::string_view bytes) {
  const ByteReader file(bytes);
  if (file.matches(0, "\xFF\xD8")) return probe_jpeg;
  if (file.matches(0, kPngSignature)) return probe_png;
  if (file.matches(0, "BM")) return probe_bmp;
  if (file.matches(0, "GIF8")) return probe_gif;
  if (file.matches(0, "RIFF") && file.matches(8, "WEBP")) return probe_webp;
  if (file.matches(0, "II") || file.matches(0, "MM")) {
    const auto version = file.matches(0, "II") ? file.little(2, 2) : file.big(2, 2);
    if (version == 42 || version == 43) return probe_tiff;
  }
  return is_pnm(file) ? probe_pnm : nullptr;
}

/// How the bytes begin: as text up to the end of the line where they are text, else in hex.
std::string beginning(std::string_view bytes) {
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  const std::string_view line =
      bytes.substr(0, std::min(bytes.find_first_of("\r\n"), std::size_t{24}));
  if (!line.empty() && std::all_of(line.begin(), line.end(), printable)) {
    return fmt::format("'{}'", line);
  }
  std::string hex = "bytes";
  for (const char c : bytes.substr(0, 8))
    hex += fmt::format(" {:02x}", static_cast<unsigned char>(c));
  return hex;
}

[[noreturn]] void refuse(std::string_view bytes) {
  if (bytes.empty()) fail("the file is empty");
  if (bytes.starts_with("version https://git-lfs")) {
    fail("not an image but a Git LFS pointer; fetch the file with 'git lfs pull'");
  }
  fail(fmt::format("not an image ({}): starts with {}", kReadable, beginning(bytes)));
}

}  // namespace

std::string_view name_of(FileFormat format) {
  constexpr std::array<std::string_view, 7> kNames{"JPEG", "PNG",  "BMP", "GIF",
                                                   "WebP", "TIFF", "PNM"};
  return kNames[static_cast<std::size_t>(format)];
}

Header probe(std::string_view bytes) {
  const Prober prober = prober_of(bytes);
  if (prober == nullptr) refuse(bytes);
  const Header header = prober(bytes);
  if (header.size.width < 1 || header.size.height < 1) {
    fail(fmt::format("damaged {}: its header says {}x{} pixels", name_of(header.format),
                     header.size.width, header.size.height));
  }
  return header;
}

}  // namespace assay::image
