// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "head.hpp"

namespace opencv_dnn {
namespace {

float sigmoid(float x) {
  return 1.0f / (1.0f + std::exp(-x));
}

}  // namespace

Decoded decode_fastestdet(const HeadInput& input) {
  const cv::Mat& output = input.outputs.front();
  if (output.dims != 4 || output.size[1] < 6) {
    refuse_shape(output, "fastestdet", "[1, 5 + classes, rows, columns]");
  }
  const int grid_rows = output.size[2], grid_columns = output.size[3];
  cv::Mat cells;  // one row for each cell
  cv::transpose(output.reshape(1, output.size[1]), cells);
  Decoded decoded;
  decoded.scores.create(cells.rows, cells.cols - 5, CV_32F);
  for (int i = 0; i < cells.rows; ++i) {
    const float* const cell = cells.ptr<float>(i);
    const double x = (i % grid_columns + static_cast<double>(std::tanh(cell[1]))) / grid_columns;
    const double y = (i / grid_columns + static_cast<double>(std::tanh(cell[2]))) / grid_rows;
    decoded.boxes.push_back(centred(x * input.size.width, y * input.size.height,
                                    static_cast<double>(sigmoid(cell[3])) * input.size.width,
                                    static_cast<double>(sigmoid(cell[4])) * input.size.height));
    float* const scores = decoded.scores.ptr<float>(i);
    const float objectness = std::pow(cell[0], 0.6f);
    for (int k = 5; k < cells.cols; ++k) scores[k - 5] = objectness * std::pow(cell[k], 0.4f);
  }
  return decoded;
}

}  // namespace opencv_dnn
