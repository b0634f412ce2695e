// SPDX-License-Identifier: Apache-2.0
// The first directory of a TIFF file, which is also the form of an EXIF block.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::image {

/// Values of the tags that matter here; nullopt where a tag is absent or not a plain integer.
struct TiffDirectory {
  std::optional<std::uint64_t> width;
  std::optional<std::uint64_t> height;
  std::optional<std::uint64_t> bits;  // of the first sample
  std::optional<std::uint64_t> photometric;
  std::optional<std::uint64_t> samples;
  std::optional<std::uint64_t> orientation;
  std::optional<std::uint64_t> extra_samples;  // what the first of them is
  bool several = false;  // another directory follows: a further page, or EXIF's thumbnail
};

/// Reads classic and BigTIFF. nullopt when there is no directory within the bytes.
std::optional<TiffDirectory> read_tiff_directory(std::string_view bytes);

/// The orientation of an EXIF block (from its byte order mark on): 1 to 8, and 1 for anything that
/// is absent or nonsense.
int exif_orientation(std::string_view block);

}  // namespace assay::image
