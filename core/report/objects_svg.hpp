// SPDX-License-Identifier: Apache-2.0
// Boxes drawn over a picture, as the inside of an <svg>.
#pragma once

#include <cstddef>
#include <string>

#include "core/image/pixels.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// Predictions drawn on one picture at most: more hide it.
constexpr std::size_t kBoxesDrawn = 40;

/// Elements of classes "truth" and "predicted" with their labels, in units of a picture of size
/// `shown` that stands for an image of size `original`. Predictions by descending score, the first
/// kBoxesDrawn of them. Boxes are cut off at the picture's edge. All text is escaped.
std::string boxes_svg(const BoxComparison& boxes, predict::ImageSize original, image::Size shown);

}  // namespace assay::report
