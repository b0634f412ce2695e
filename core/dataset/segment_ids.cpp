// SPDX-License-Identifier: Apache-2.0
#include "core/dataset/segment_ids.hpp"

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/image/png_samples.hpp"

namespace assay::dataset {

SegmentIds segment_ids_in(std::string_view bytes, std::int64_t max_pixels) {
  const auto png = image::read_png_samples(bytes, max_pixels);
  if (png.channels < 3 || png.bits != 8) {
    throw Error(ErrorKind::dataset, "is not an 8-bit RGB image of segment ids");
  }
  const auto channels = static_cast<std::size_t>(png.channels);
  SegmentIds segments{png.size, std::vector<std::int32_t>(png.samples.size() / channels)};
  for (std::size_t i = 0; i < segments.ids.size(); ++i) {
    const std::uint16_t* rgb = &png.samples[i * channels];
    segments.ids[i] = rgb[0] + 256 * rgb[1] + 65536 * rgb[2];
  }
  return segments;
}

SegmentIds read_segment_ids(const std::filesystem::path& file, std::int64_t max_pixels) {
  return segment_ids_in(read_file(file), max_pixels);
}

}  // namespace assay::dataset
