// SPDX-License-Identifier: Apache-2.0
#include "core/image/png_reader.hpp"

#include <vector>

#include "core/image/codecs/compose.hpp"
#include "core/image/codecs/decoders.hpp"
#include "core/image/codecs/guard.hpp"

namespace assay::image::codecs {
namespace {

Reply damaged(const PngReader& reader) {
  return reply_with(Status::damaged, reader.error());
}

Reply read_into(PngReader& reader, std::byte* bytes, std::size_t row_bytes) {
  // Whatever the settings came to: rows must not be longer than there is room for.
  CV_Assert(reader.row_bytes() == row_bytes);
  std::vector<png_bytep> rows(static_cast<std::size_t>(reader.size().height));
  for (std::size_t y = 0; y < rows.size(); ++y) {
    rows[y] = reinterpret_cast<png_bytep>(bytes + y * row_bytes);
  }
  return reader.read(rows.data()) ? Reply{} : damaged(reader);
}

Reply decode_opaque(PngReader& reader, const Pixels& out) {
  if (!reader.ask_for_opaque(out.format)) return damaged(reader);
  return read_into(reader, out.bytes, byte_size({out.size.width, 1}, out.format));
}

Reply decode_over(PngReader& reader, const Background& background, const Pixels& out) {
  if (!reader.ask_for_alpha()) return damaged(reader);
  cv::Mat bgra(static_cast<int>(out.size.height), static_cast<int>(out.size.width),
               reader.bits() == 16 ? CV_16UC4 : CV_8UC4);
  Reply reply = read_into(reader, reinterpret_cast<std::byte*>(bgra.data), bgra.step);
  if (reply.status == Status::done) write_composed(bgra, Alpha::straight, &background.color, out);
  return reply;
}

}  // namespace

Reply decode_png(Bytes file, const Background* background, const Pixels& out) noexcept {
  return guarded([&]() -> Reply {
    PngReader reader({file.first, file.count});
    if (!reader.open()) return damaged(reader);
    if (reader.size() != out.size) return {Status::other_size, reader.size(), {}};
    return background != nullptr ? decode_over(reader, *background, out)
                                 : decode_opaque(reader, out);
  });
}

}  // namespace assay::image::codecs
