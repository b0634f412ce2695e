// SPDX-License-Identifier: Apache-2.0
#include "core/image/probe_jpeg.hpp"

#include "core/base/error.hpp"
#include "core/image/byte_reader.hpp"
#include "core/image/tiff_directory.hpp"

namespace assay::image {
namespace {

constexpr std::uint64_t kStartOfScan = 0xDA;
constexpr std::uint64_t kEndOfImage = 0xD9;
constexpr std::string_view kExif{"Exif\0\0", 6};

/// Frame headers are C0 to CF, but for the tables C4 and CC and the reserved C8.
bool starts_frame(std::uint64_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// TEM, RST and SOI have no length.
bool stands_alone(std::uint64_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

struct Frame {
  bool found = false;
  std::uint64_t bits = 0, height = 0, width = 0, components = 0;
  bool rgb_ids = false;  // components named 'R', 'G', 'B'
};

/// What the segments before the first scan say.
struct Segments {
  Frame frame;
  std::optional<std::uint64_t> adobe_transform;
  std::optional<int> orientation;
  bool jfif = false;
};

Frame read_frame(const ByteReader& file, std::uint64_t at) {
  const auto bits = file.big(at, 1);
  const auto height = file.big(at + 1, 2);
  const auto width = file.big(at + 3, 2);
  const auto components = file.big(at + 5, 1);
  if (!components) return {};
  const bool rgb_ids =
      file.matches(at + 6, "R") && file.matches(at + 9, "G") && file.matches(at + 12, "B");
  return {true, *bits, *height, *width, *components, rgb_ids};
}

/// `body` is the segment after its length.
void take_segment(std::uint64_t marker, std::uint64_t at, std::string_view body, Segments& found,
                  const ByteReader& file) {
  if (starts_frame(marker) && !found.frame.found) found.frame = read_frame(file, at);
  if (marker == 0xE0 && body.starts_with("JFIF")) found.jfif = true;
  if (marker == 0xE1 && body.starts_with(kExif) && !found.orientation) {
    found.orientation = exif_orientation(body.substr(kExif.size()));
  }
  if (marker == 0xEE && body.starts_with("Adobe")) {
    found.adobe_transform = ByteReader(body).big(11, 1);
  }
}

/// Walks the markers as libjpeg does, bytes that belong to none being skipped.
Segments read_segments(const ByteReader& file) {
  Segments found;
  std::uint64_t at = 2;
  while (file.has(at, 2)) {
    const std::uint64_t marker = *file.big(at + 1, 1);
    if (!file.matches(at, "\xFF") || marker == 0 || marker == 0xFF) {
      ++at;
      continue;
    }
    if (marker == kStartOfScan || marker == kEndOfImage) break;
    at += 2;
    if (stands_alone(marker)) continue;
    const auto length = file.big(at, 2);
    if (!length || *length < 2) break;
    take_segment(marker, at + 2, file.part(at + 2, *length - 2), found, file);
    at += *length;
  }
  return found;
}

/// The rules of libjpeg's default_decompress_parms.
ColorModel color_of(const Segments& found) {
  const auto transform = found.adobe_transform;
  switch (found.frame.components) {
    case 1:
      return ColorModel::gray;
    case 3:
      if (found.jfif) return ColorModel::ycbcr;
      if (transform) return *transform == 0 ? ColorModel::rgb : ColorModel::ycbcr;
      return found.frame.rgb_ids ? ColorModel::rgb : ColorModel::ycbcr;
    case 4:
      return transform && *transform == 2 ? ColorModel::ycck : ColorModel::cmyk;
    default:
      return ColorModel::other;
  }
}

}  // namespace

Header probe_jpeg(std::string_view bytes) {
  const Segments found = read_segments(ByteReader(bytes));
  if (!found.frame.found) {
    throw Error(ErrorKind::dataset,
                "damaged JPEG: no frame header before the pixels or the end of the file");
  }
  Header header;
  header.format = FileFormat::jpeg;
  header.size = {static_cast<std::int64_t>(found.frame.width),
                 static_cast<std::int64_t>(found.frame.height)};
  header.orientation = found.orientation.value_or(1);
  header.bits = static_cast<int>(found.frame.bits);
  header.color = color_of(found);
  return header;
}

}  // namespace assay::image
