// SPDX-License-Identifier: Apache-2.0
// Instance masks as YOLO's segmentation networks state them: each box has coefficients, and its
// mask is the sum of shared prototypes that they weigh.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "placement.hpp"

namespace opencv_dnn {

/// One mask within the image; the rest of the image is 0.
struct PartialMask {
  cv::Rect part;   // of the image
  cv::Mat pixels;  // u8 0 or 1, of its size
};

class MaskMaker {
 public:
  /// `prototypes`: f32 [1, P, h, w], must outlive this. Throws assay::Error{argument} for another
  /// shape.
  MaskMaker(const cv::Mat& prototypes, const Placement& placement, float threshold);

  int prototypes() const { return weights_.rows; }

  /// `coefficients`: f32 [1, P]; `box`: x, y, width, height in pixels of the input, in whose cells
  /// the mask lies. Scaled as cv::resize does it, first to the input, then to the image; a pixel is
  /// the object's where the sigmoid there is greater than the threshold.
  PartialMask mask_of(const cv::Mat& coefficients, const cv::Vec4d& box) const;

 private:
  cv::Mat in_cells(const cv::Mat& coefficients, const cv::Rect& cells) const;
  cv::Rect image_part(const cv::Rect& input_part) const;

  cv::Mat weights_;  // [P, h * w]
  cv::Size grid_;
  Placement placement_;
  cv::Rect content_, shown_;
  float threshold_;
};

}  // namespace opencv_dnn
