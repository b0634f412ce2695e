// SPDX-License-Identifier: Apache-2.0
// What libpng and libjpeg-turbo themselves make of a file, by the shortest way: nothing here is
// shared with what is tested.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay::image::test {

/// Red, green, blue, alpha of each pixel, 0 to 255 or 65535.
struct Samples {
  std::size_t width = 0;
  std::size_t height = 0;
  std::uint32_t most = 255;
  std::vector<std::uint16_t> rgba;
};

/// Of a PNG, transparency of all kinds included. nullopt where libpng refuses it.
std::optional<Samples> png_samples(const std::string& file);

/// Of a JPEG as stored, alpha being full; inks as Adobe's programs write them, without a profile.
/// nullopt where libjpeg refuses it.
std::optional<Samples> jpeg_samples(const std::string& file);

}  // namespace assay::image::test
