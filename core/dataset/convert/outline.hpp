// SPDX-License-Identifier: Apache-2.0
// Shapes as one closed outline, which is all that YOLO's files can hold.
#pragma once

#include <optional>
#include <vector>

#include "core/dataset/shapes.hpp"

namespace assay::dataset::convert {

/// x1, y1, x2, y2, ... of an outline that fills the pixels of the shape in an image of that size:
/// the polygon itself where it is one; several are joined by lines that enclose nothing, and masks
/// traced along the borders of their pixels. nullopt where what it fills has an IoU below .99 with
/// the shape, or the shape is empty.
std::optional<std::vector<double>> one_outline(const Shapes& shapes, std::uint32_t shape,
                                               image::Size size);

/// The borders of a mask's parts and holes, each a closed polygon of pixel corners.
std::vector<std::vector<double>> trace_borders(const image::RunLengths& mask);

}  // namespace assay::dataset::convert
