// SPDX-License-Identifier: Apache-2.0
// The PNGs of COCO's panoptic format, whose colours are the numbers of segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/image/pixels.hpp"

namespace assay::dataset {

struct SegmentIds {
  image::Size size;
  /// [height, width]: r + 256 g + 65536 b (https://cocodataset.org/#format-data); 0 is no segment.
  std::vector<std::int32_t> ids;
};

/// Of a PNG's bytes. Throws Error{dataset} where it is no 8-bit RGB one or has more than
/// `max_pixels`.
SegmentIds segment_ids_in(std::string_view png, std::int64_t max_pixels);

/// The same of a file; Error{io} where it cannot be read. Neither names the file.
SegmentIds read_segment_ids(const std::filesystem::path& file, std::int64_t max_pixels);

}  // namespace assay::dataset
