// SPDX-License-Identifier: Apache-2.0
#include "resample.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace opencv_dnn {
namespace {

/// Between `low` and `high`, `weight` of the way.
struct Tap {
  int low, high;
  float weight;
};

std::vector<Tap> taps_of(const Line& line, cv::Range points, int length) {
  std::vector<Tap> taps;
  for (int i = points.start; i < points.end; ++i) {
    const double at = std::clamp(i * line.step + line.start, 0.0, length - 1.0);
    const int low = static_cast<int>(at);
    taps.push_back({low, std::min(low + 1, length - 1), static_cast<float>(at - low)});
  }
  return taps;
}

}  // namespace

Line with_corners_aligned(int from, int to) {
  return {to > 1 ? (from - 1.0) / (to - 1.0) : 0.0, 0};
}

Line with_edges_aligned(int from, int to) {
  const double step = static_cast<double>(from) / to;
  return {step, step / 2 - 0.5};
}

cv::Mat resampled(const cv::Mat& source, const Line& x, const Line& y, const cv::Rect& part) {
  const std::vector<Tap> columns = taps_of(x, {part.x, part.x + part.width}, source.cols);
  const std::vector<Tap> rows = taps_of(y, {part.y, part.y + part.height}, source.rows);
  cv::Mat result(part.size(), CV_32F);
  std::vector<float> blended(static_cast<std::size_t>(source.cols));
  for (int i = 0; i < part.height; ++i) {
    const Tap& row = rows[static_cast<std::size_t>(i)];
    const float* const above = source.ptr<float>(row.low);
    const float* const below = source.ptr<float>(row.high);
    for (std::size_t k = 0; k < blended.size(); ++k) {
      blended[k] = above[k] + row.weight * (below[k] - above[k]);
    }
    float* out = result.ptr<float>(i);
    for (const Tap& tap : columns) {
      const float left = blended[static_cast<std::size_t>(tap.low)];
      const float right = blended[static_cast<std::size_t>(tap.high)];
      *out++ = left + tap.weight * (right - left);
    }
  }
  return result;
}

}  // namespace opencv_dnn
