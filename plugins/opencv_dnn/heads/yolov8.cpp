// SPDX-License-Identifier: Apache-2.0
#include "head.hpp"

namespace opencv_dnn {

Decoded decode_yolov8(const HeadInput& input) {
  const cv::Mat& output = input.outputs.front();
  const int lines = output.dims == 3 ? output.size[1] : 0;
  const int classes = input.classes.value_or(lines - 4 - input.extras);
  if (classes < 1 || lines < 4 + classes) {
    refuse_shape(output, "yolov8", "[1, 4 + classes, N]");
  }
  cv::Mat rows;  // one for each box
  cv::transpose(output.reshape(1, lines), rows);
  Decoded decoded;
  for (int row = 0; row < rows.rows; ++row) {
    const float* const cell = rows.ptr<float>(row);
    decoded.boxes.push_back(centred(static_cast<double>(cell[0]), static_cast<double>(cell[1]),
                                    static_cast<double>(cell[2]), static_cast<double>(cell[3])));
  }
  decoded.scores = rows.colRange(4, 4 + classes).clone();
  if (lines > 4 + classes) decoded.extras = rows.colRange(4 + classes, lines);
  return decoded;
}

}  // namespace opencv_dnn
