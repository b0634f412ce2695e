// SPDX-License-Identifier: Apache-2.0
#include "core/image/png_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "core/base/error.hpp"
#include "core/image/png_reader.hpp"

namespace assay::image {
namespace {

void require(bool done, const PngReader& reader) {
  if (done) return;
  throw Error(ErrorKind::dataset,
              fmt::format("damaged PNG ({}); replace the file",
                          *reader.error() != '\0' ? reader.error() : "no memory"));
}

}  // namespace

PngSamples read_png_samples(std::string_view bytes, std::int64_t max_pixels) {
  PngReader reader(bytes);
  require(reader.open(), reader);
  PngSamples result;
  result.size = reader.size();
  if (result.size.width * result.size.height > max_pixels) {
    throw Error(ErrorKind::dataset, fmt::format("has {}x{} pixels, at most {} are allowed",
                                                result.size.width, result.size.height, max_pixels));
  }
  result.channels = reader.channels();
  result.bits = reader.bits();
  result.palette = reader.has_palette();
  require(reader.ask_for_samples(), reader);
  std::vector<std::byte> stored(reader.row_bytes() * static_cast<std::size_t>(result.size.height));
  require(reader.read(stored), reader);
  if (result.bits == 16) {
    result.samples.resize(stored.size() / sizeof(std::uint16_t));
    std::memcpy(result.samples.data(), stored.data(), stored.size());
  } else {
    result.samples.resize(stored.size());
    std::transform(stored.begin(), stored.end(), result.samples.begin(),
                   [](std::byte sample) { return std::to_integer<std::uint16_t>(sample); });
  }
  return result;
}

}  // namespace assay::image
