// SPDX-License-Identifier: Apache-2.0
// What a model said of one image beside what is true, as reports show it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/evaluation/image_classification.hpp"
#include "core/evaluation/image_to_image.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// `ranking`: what it said, the best first.
report::ClassComparison compare_classes(const std::string& truth,
                                        const std::vector<evaluation::RankedClass>& ranking);

/// "age 31.2 for 28" for each number.
std::string compare_numbers(const std::vector<std::string>& names,
                            std::span<const double> predicted, std::span<const double> truth);

/// `target` has the colours of what was returned.
report::PictureComparison compare_pictures(const image::PixelView& returned,
                                           const evaluation::TargetPixels& target);

/// By COCO's v: 0 not labelled, 1 labelled but hidden, 2 visible.
report::Keypoint::State labelled_state(double visibility);
/// A model that has nothing to say of a point puts it into the corner, with no confidence.
report::Keypoint::State predicted_state(double x, double y, double confidence);

}  // namespace assay::pipeline
