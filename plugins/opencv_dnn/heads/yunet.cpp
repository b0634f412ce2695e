// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "head.hpp"

namespace opencv_dnn {
namespace {

constexpr const char* kWanted =
    "four outputs for each of 'strides': [1, cells, 1], [1, cells, 1], "
    "[1, cells, 4] and [1, cells, 2 K]";

/// What belongs to one stride. The two scores are alike: only their product counts.
struct Level {
  std::vector<cv::Mat> scores;
  cv::Mat sizes, points;
};

Level level_of(const HeadInput& input, int cells) {
  Level level;
  for (const cv::Mat& output : input.outputs) {
    const int columns = output.size[output.dims - 1];
    if (output.dims != 3 || output.size[1] != cells) continue;
    if (columns == 1) {
      level.scores.push_back(as_rows(output));
    } else if (columns == 4) {
      level.sizes = as_rows(output);
    } else if (columns % 2 == 0) {
      level.points = as_rows(output);
    }
  }
  if (level.scores.size() != 2 || level.sizes.empty() || level.points.empty()) {
    refuse_shape(input.outputs.front(), "yunet", kWanted);
  }
  return level;
}

void append(Decoded& decoded, const Level& level, int columns, double stride) {
  cv::Mat extras(1, level.points.cols / 2 * 3, CV_32F);
  for (int row = 0; row < level.sizes.rows; ++row) {
    const double x = row % columns, y = row / columns;
    const float* const size = level.sizes.ptr<float>(row);
    decoded.boxes.push_back(centred((static_cast<double>(size[0]) + x) * stride,
                                    (static_cast<double>(size[1]) + y) * stride,
                                    std::exp(static_cast<double>(size[2])) * stride,
                                    std::exp(static_cast<double>(size[3])) * stride));
    const float score = std::sqrt(std::clamp(level.scores[0].at<float>(row), 0.0f, 1.0f) *
                                  std::clamp(level.scores[1].at<float>(row), 0.0f, 1.0f));
    decoded.scores.push_back(score);
    const float* const point = level.points.ptr<float>(row);
    for (int k = 0; k < level.points.cols / 2; ++k) {
      float* const extra = extras.ptr<float>() + 3 * k;
      extra[0] = static_cast<float>((static_cast<double>(point[2 * k]) + x) * stride);
      extra[1] = static_cast<float>((static_cast<double>(point[2 * k + 1]) + y) * stride);
      extra[2] = score;
    }
    decoded.extras.push_back(extras);
  }
}

}  // namespace

Decoded decode_yunet(const HeadInput& input) {
  if (input.outputs.size() != 4 * input.strides.size()) {
    refuse_shape(input.outputs.front(), "yunet", kWanted);
  }
  Decoded decoded;
  for (const int stride : input.strides) {
    const int columns = input.size.width / stride;
    append(decoded, level_of(input, columns * (input.size.height / stride)), columns, stride);
  }
  return decoded;
}

}  // namespace opencv_dnn
