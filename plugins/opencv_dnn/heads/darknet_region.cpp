// SPDX-License-Identifier: Apache-2.0
#include "head.hpp"

namespace opencv_dnn {

Decoded decode_darknet_region(const HeadInput& input) {
  Decoded decoded;
  for (const cv::Mat& given : input.outputs) {
    // Of one image of a batch there is a first extent of 1.
    const bool is_plain = given.dims == 2 || (given.dims == 3 && given.size[0] == 1);
    if (!is_plain || given.size[given.dims - 1] < 6) {
      refuse_shape(given, "darknet_region", "[N, 5 + classes]");
    }
    const cv::Mat output = as_rows(given);
    if (!decoded.scores.empty() && decoded.scores.cols != output.cols - 5) {
      refuse_shape(output, "darknet_region", "outputs of equally many classes");
    }
    for (int row = 0; row < output.rows; ++row) {
      const float* const cell = output.ptr<float>(row);
      decoded.boxes.push_back(centred(static_cast<double>(cell[0]) * input.size.width,
                                      static_cast<double>(cell[1]) * input.size.height,
                                      static_cast<double>(cell[2]) * input.size.width,
                                      static_cast<double>(cell[3]) * input.size.height));
    }
    decoded.scores.push_back(output.colRange(5, output.cols));
  }
  return decoded;
}

}  // namespace opencv_dnn
