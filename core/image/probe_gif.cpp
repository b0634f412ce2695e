// SPDX-License-Identifier: Apache-2.0
#include "core/image/probe_gif.hpp"

#include "core/base/error.hpp"
#include "core/image/byte_reader.hpp"

namespace assay::image {
namespace {

// GIF89a, sections 18 to 26.
constexpr std::uint64_t kFirstBlock = 13;
constexpr std::uint64_t kExtension = 0x21;
constexpr std::uint64_t kFrame = 0x2C;
constexpr std::uint64_t kGraphicControl = 0xF9;

/// Bytes of the colour table that the flags announce.
std::uint64_t palette_bytes(std::uint64_t flags) {
  return (flags & 0x80) != 0 ? 3 * (std::uint64_t{2} << (flags & 7)) : 0;
}

/// Where the sub-blocks that begin at `at` end.
std::uint64_t after_sub_blocks(const ByteReader& file, std::uint64_t at) {
  for (auto length = file.big(at, 1); length && *length != 0; length = file.big(at, 1)) {
    at += 1 + *length;
  }
  return at + 1;
}

/// Whether the frame at `at` leaves something of the canvas free.
bool leaves_gaps(const ByteReader& file, std::uint64_t at, Size canvas) {
  const auto number = [&](std::uint64_t offset) {
    return static_cast<std::int64_t>(file.little(at + offset, 2).value_or(0));
  };
  return number(1) > 0 || number(3) > 0 || number(1) + number(5) < canvas.width ||
         number(3) + number(7) < canvas.height;
}

/// Walks the blocks up to the second frame.
void read_blocks(const ByteReader& file, std::uint64_t at, Header& header) {
  int frames = 0;
  while (const auto kind = file.big(at, 1)) {
    if (*kind == kExtension) {
      const bool control = file.big(at + 1, 1) == kGraphicControl;
      if (control && frames == 0) header.alpha = (file.big(at + 3, 1).value_or(0) & 1) != 0;
      at = after_sub_blocks(file, at + 2);
    } else if (*kind == kFrame) {
      if (++frames > 1) break;
      header.alpha = header.alpha || leaves_gaps(file, at, header.size);
      const std::uint64_t flags = file.big(at + 9, 1).value_or(0);
      at = after_sub_blocks(file, at + 10 + palette_bytes(flags) + 1);
    } else {
      break;
    }
  }
  header.several_frames = frames > 1;
}

}  // namespace

Header probe_gif(std::string_view bytes) {
  const ByteReader file(bytes);
  const auto width = file.little(6, 2), height = file.little(8, 2), flags = file.big(10, 1);
  if (!width || !height || !flags) {
    throw Error(ErrorKind::dataset, "damaged GIF: the file ends within its header");
  }
  Header header;
  header.format = FileFormat::gif;
  header.size = {static_cast<std::int64_t>(*width), static_cast<std::int64_t>(*height)};
  header.color = ColorModel::palette;
  read_blocks(file, kFirstBlock + palette_bytes(*flags), header);
  return header;
}

}  // namespace assay::image
