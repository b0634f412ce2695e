// SPDX-License-Identifier: Apache-2.0
// Keypoints of one person from a network that looks at a crop and gives a heatmap for each point.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace opencv_dnn {

/// Where a crop lies in the image: image = crop * step + origin, in pixels.
struct Crop {
  double step_x = 1, step_y = 1;
  cv::Point2d origin;
};

/// The crop of `size` pixels around a box of the image, which is first widened to the shape of
/// `size` and then grown by `growth`, both about its centre.
Crop crop_around(const cv::Rect2d& box, cv::Size size, double growth);

/// Its pixels, bilinear; black beyond the image.
cv::Mat cut_out(const cv::Mat& image, const Crop& crop, cv::Size size);

struct Peak {
  float x = 0, y = 0;    // pixels of the image
  float confidence = 0;  // value of the heatmap there
};

/// The greatest value of each of `heatmaps`, f32 [1, K, h, w], which span a crop of `size`; moved a
/// quarter of a cell towards the greater neighbour in each direction that has two. Throws
/// assay::Error{argument} for another shape.
std::vector<Peak> peaks_of(const cv::Mat& heatmaps, const Crop& crop, cv::Size size);

}  // namespace opencv_dnn
