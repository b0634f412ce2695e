// SPDX-License-Identifier: Apache-2.0
// The PNGs of COCO's panoptic format, whose colours are the numbers of segments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/image/pixels.hpp"

namespace assay::dataset {

struct SegmentIds {
  image::Size size;
  /// [height, width]: r + 256 g + 65536 b (https://cocodataset.org/#format-data); 0 is no segment.
  std::vector<std::int32_t> ids;
};

/// Throws Error{io} where the file cannot be read and Error{dataset} where it is no 8-bit RGB PNG
/// or has more than `max_pixels`; neither names the file.
SegmentIds read_segment_ids(const std::filesystem::path& file, std::int64_t max_pixels);

}  // namespace assay::dataset
