// SPDX-License-Identifier: Apache-2.0
#include "core/image/png_decoder.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <new>
#include <vector>

#include "core/base/error.hpp"
#include "core/image/compose.hpp"
#include "core/image/png_reader.hpp"

namespace assay::image {
namespace {

void require(bool done, const PngReader& reader) {
  if (done) return;
  if (*reader.error() == '\0') throw std::bad_alloc();
  throw Error(ErrorKind::dataset, fmt::format("damaged PNG: {}; replace the file", reader.error()));
}

void require_size(Size size, Size expected) {
  if (size == expected) return;
  throw Error(ErrorKind::dataset,
              fmt::format("damaged PNG: its header says {}x{} pixels, its content {}x{}",
                          expected.width, expected.height, size.width, size.height));
}

void decode_opaque(PngReader& reader, const MutablePixelView& out) {
  require(reader.ask_for_opaque(out.format), reader);
  require(reader.read(out.bytes.first(byte_size(out.size, out.format))), reader);
}

void decode_over(PngReader& reader, const Rgb& background, const MutablePixelView& out) {
  require(reader.ask_for_alpha(), reader);
  std::vector<std::byte> pixels(reader.row_bytes() * static_cast<std::size_t>(out.size.height));
  require(reader.read(pixels), reader);
  const cv::Mat bgra(static_cast<int>(out.size.height), static_cast<int>(out.size.width),
                     reader.bits() == 16 ? CV_16UC4 : CV_8UC4, pixels.data());
  try {
    write_composed(bgra, Alpha::straight, &background, out);
  } catch (const cv::Exception& error) {
    if (error.code == cv::Error::StsNoMem) throw std::bad_alloc();
    throw;
  }
}

}  // namespace

void decode_png(std::string_view file, const std::optional<Rgb>& background,
                const MutablePixelView& out) {
  PngReader reader(file);
  require(reader.open(), reader);
  require_size(reader.size(), out.size);
  if (background) {
    decode_over(reader, *background, out);
  } else {
    decode_opaque(reader, out);
  }
}

}  // namespace assay::image
