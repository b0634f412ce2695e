// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/stored_size.hpp"

#include <fstream>
#include <string>

#include "core/base/error.hpp"
#include "core/image/orient.hpp"
#include "core/image/probe.hpp"

namespace assay::dataset {
namespace {

std::optional<image::Header> header_in(const std::filesystem::path& file, std::size_t bytes) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(file, unknown)) return std::nullopt;
  std::ifstream stream(file, std::ios::binary);
  std::string head(bytes, '\0');
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  try {
    return image::probe(head);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::dataset) throw;
    return std::nullopt;  // no image, or its header reaches further
  }
}

}  // namespace

std::optional<ImageSize> upright_size(const std::filesystem::path& file, definition::Exif exif) {
  // Mostly enough; thumbnails and colour profiles may come before a JPEG's size.
  constexpr std::size_t kHead = std::size_t{64} << 10;
  constexpr std::size_t kLongHead = std::size_t{16} << 20;
  auto header = header_in(file, kHead);
  if (!header) header = header_in(file, kLongHead);
  if (!header) return std::nullopt;
  const int orientation = exif == definition::Exif::apply ? header->orientation : 1;
  const image::Size size = image::oriented_size(header->size, orientation);
  return ImageSize{size.width, size.height};
}

}  // namespace assay::dataset
