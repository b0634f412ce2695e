// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "head.hpp"

namespace opencv_dnn {
namespace {

int cells_of(const HeadInput& input) {
  int cells = 0;
  for (const int stride : input.strides) {
    cells += (input.size.width / stride) * (input.size.height / stride);
  }
  return cells;
}

}  // namespace

Decoded decode_yolox(const HeadInput& input) {
  const cv::Mat& output = input.outputs.front();
  if (output.dims != 3 || output.size[2] < 6 || output.size[1] != cells_of(input)) {
    refuse_shape(output, "yolox", "[1, cells of all strides, 5 + classes]");
  }
  const cv::Mat rows = as_rows(output);
  Decoded decoded;
  decoded.scores.create(rows.rows, rows.cols - 5, CV_32F);
  int row = 0;
  for (const int stride : input.strides) {
    const int columns = input.size.width / stride;
    const int cells = columns * (input.size.height / stride);
    for (int i = 0; i < cells; ++i, ++row) {
      const float* const cell = rows.ptr<float>(row);
      const double pixels = stride;
      decoded.boxes.push_back(centred((cell[0] + static_cast<double>(i % columns)) * pixels,
                                      (cell[1] + static_cast<double>(i / columns)) * pixels,
                                      static_cast<double>(std::exp(cell[2])) * pixels,
                                      static_cast<double>(std::exp(cell[3])) * pixels));
      float* const scores = decoded.scores.ptr<float>(row);
      for (int k = 5; k < rows.cols; ++k) scores[k - 5] = cell[4] * cell[k];
    }
  }
  return decoded;
}

}  // namespace opencv_dnn
