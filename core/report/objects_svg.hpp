// SPDX-License-Identifier: Apache-2.0
// Objects drawn over a picture, as the inside of an <svg>.
#pragma once

#include <cstddef>
#include <string>

#include "core/image/pixels.hpp"
#include "core/report/results.hpp"

namespace assay::report {

/// Predictions and true objects drawn on one picture at most: more hide it.
constexpr std::size_t kPredictionsDrawn = 40;
constexpr std::size_t kTruthDrawn = 100;

/// Elements of classes "truth" and "predicted" with their labels, in units of a picture of size
/// `shown` that stands for an image of size `original`. An object is drawn by its keypoints, else
/// by its mask, else, and where there is nothing to be seen of these, by its box. Predictions by
/// descending score, the first kPredictionsDrawn of them; the first kTruthDrawn of the truth. What
/// lies outside is moved to the picture's edge. Names for which there is no room are <title>s
/// alone. All text is escaped.
std::string objects_svg(const ObjectComparison& objects, predict::ImageSize original,
                        image::Size shown);

}  // namespace assay::report
