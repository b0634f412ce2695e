// SPDX-License-Identifier: Apache-2.0
// Masks as COCO keeps them: run lengths down the columns, background first. The results are
// pycocotools' (maskApi.c), pixel for pixel and bit for bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/image/pixels.hpp"

namespace assay::image {

/// The pixels of one mask. `counts` alternate between background and object, from the top left
/// down each column; they sum up to the size's pixels.
struct RunLengths {
  Size size;
  std::vector<std::uint32_t> counts;
  bool operator==(const RunLengths&) const = default;
};

/// COCO's compressed text ("counts" as a string), which may be anybody's: nullopt where it is not
/// one, or does not sum up to the size's pixels.
std::optional<RunLengths> parse_run_lengths(std::string_view text, Size size);
/// The inverse.
std::string to_text(const RunLengths& mask);

/// Of a mask in rows from the top, [height, width]; what is not 0 is object.
RunLengths encode_mask(std::span<const std::uint8_t> rows, Size size);
/// The inverse: 0 and 1.
std::vector<std::uint8_t> decode_mask(const RunLengths& mask);

/// The pixels inside of a polygon x1, y1, x2, y2, ... (pixels, at least three corners; finite), as
/// maskApi's rleFrPoly fills it.
RunLengths fill_polygon(std::span<const double> corners, Size size);

/// Pixels of any of them (or of all: `intersect`). All of one size; none gives an empty mask.
RunLengths merge(std::span<const RunLengths> masks, bool intersect);

/// Pixels of the object.
std::uint64_t area(const RunLengths& mask);

/// The smallest box around the object; zeros when it has no pixel.
struct MaskBox {
  double x = 0, y = 0, width = 0, height = 0;
  bool operator==(const MaskBox&) const = default;
};
MaskBox bounding_box(const RunLengths& mask);

/// Pixels of both objects, whose masks are of one size.
std::uint64_t shared_pixels(const RunLengths& a, const RunLengths& b);

/// Intersection over union; over the detection's area alone where the object is a crowd. -1 where
/// the sizes differ.
double mask_iou(const RunLengths& detection, const RunLengths& object, bool crowd);

}  // namespace assay::image
