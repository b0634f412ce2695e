// SPDX-License-Identifier: Apache-2.0
// Where an image lies in the input of a network, and the way back from there.
#pragma once

#include <opencv2/core.hpp>

namespace opencv_dnn {

/// input = image * ratio + offset, both in pixels from the outer edge of the first.
struct Placement {
  double ratio_x = 1, ratio_y = 1;
  double offset_x = 0, offset_y = 0;
  cv::Size image;   // as given to predict
  cv::Size scaled;  // the whole image in pixels of the input; of a crop, more than the input shows
  cv::Size input;

  void place(double ratio, cv::Point offset, cv::Size scaled_image);
};

/// The part of the input that shows the image, without a letterbox's border.
cv::Rect content_of(const Placement& placement);
/// The pixels of the image whose centres the input shows: all of them, unless it is a crop.
cv::Rect shown_of(const Placement& placement);

/// Boxes are x, y, width, height.
cv::Vec4d box_in_image(const cv::Vec4d& box, const Placement& placement);
cv::Vec4d box_in_input(const cv::Vec4d& box, const Placement& placement);
cv::Point2d point_in_image(const cv::Point2d& point, const Placement& placement);

/// A map of the input's size at the image's size, each pixel from the nearest one (as
/// cv::INTER_NEAREST chooses it). What a crop cut off is `outside`.
cv::Mat map_in_image(const cv::Mat& map, const Placement& placement, int outside);

}  // namespace opencv_dnn
