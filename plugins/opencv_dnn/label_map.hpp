// SPDX-License-Identifier: Apache-2.0
// From the scores of a segmentation network to the class of each pixel of the image.
#pragma once

#include <opencv2/core.hpp>

#include "placement.hpp"

namespace opencv_dnn {

struct LabelOptions {
  bool align_corners = false;  // how the scores grow to the size of the input
  bool at_image = false;       // classes are chosen at the size of the image, else of the input
  bool sigmoid = false;        // one channel: it holds logits
  float threshold = 0.5f;      // one channel: class 1 where it is greater
  int outside = 0;             // class of pixels that a crop cut off
};

/// `scores` is f32 [1, classes, h, w]; of equal ones the first class wins. The result has the size
/// of the image: u8, or i32 where there are more than 256 classes. Throws assay::Error{argument}
/// for another shape, and for one channel of values beyond 0..1 that are not said to be logits;
/// assay::Error{internal} for scores that are no finite numbers.
cv::Mat labels_of(const cv::Mat& scores, const Placement& placement, const LabelOptions& options);

}  // namespace opencv_dnn
