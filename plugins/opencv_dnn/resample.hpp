// SPDX-License-Identifier: Apache-2.0
// Bilinear scaling of one channel, of all of it or of a part of the result: exact, where
// cv::warpAffine rounds positions to 1/32 of a pixel.
#pragma once

#include <opencv2/core.hpp>

namespace opencv_dnn {

/// Where the points of a line lie on another: point i at i * step + start, in pixels from the
/// centre of the first. What lies beyond the other's ends has the end's value.
struct Line {
  double step = 1;
  double start = 0;
};

/// The first and last pixels' centres meet.
Line with_corners_aligned(int from, int to);
/// The outer edges meet, as cv::resize scales.
Line with_edges_aligned(int from, int to);

/// `part` of the plane that the lines make of `source`, f32 [height, width].
cv::Mat resampled(const cv::Mat& source, const Line& x, const Line& y, const cv::Rect& part);

}  // namespace opencv_dnn
