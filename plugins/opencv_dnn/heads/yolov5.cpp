// SPDX-License-Identifier: Apache-2.0
#include "head.hpp"

namespace opencv_dnn {

Decoded decode_yolov5(const HeadInput& input) {
  const cv::Mat& output = input.outputs.front();
  const int columns = output.dims == 3 ? output.size[2] : 0;
  const int classes = input.classes.value_or(columns - 5 - input.extras);
  if (classes < 1 || columns < 5 + classes) {
    refuse_shape(output, "yolov5", "[1, N, 5 + classes, ...]");
  }
  const cv::Mat rows = as_rows(output);
  Decoded decoded;
  cv::Mat scores(1, classes, CV_32F);
  for (int row = 0; row < rows.rows; ++row) {
    const float* const cell = rows.ptr<float>(row);
    if (!(cell[4] > input.threshold)) continue;  // no product with it can be
    decoded.boxes.push_back(centred(static_cast<double>(cell[0]), static_cast<double>(cell[1]),
                                    static_cast<double>(cell[2]), static_cast<double>(cell[3])));
    for (int k = 0; k < classes; ++k) scores.at<float>(k) = cell[4] * cell[5 + k];
    decoded.scores.push_back(scores);
    if (columns > 5 + classes) {
      decoded.extras.push_back(rows.row(row).colRange(5 + classes, columns));
    }
  }
  return decoded;
}

}  // namespace opencv_dnn
