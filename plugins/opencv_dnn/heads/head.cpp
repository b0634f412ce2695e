// SPDX-License-Identifier: Apache-2.0
#include "head.hpp"

#include <assay/sdk.hpp>

#include "network.hpp"

namespace opencv_dnn {

const Head& head_named(const std::string& name) {
  static constexpr Head kHeads[] = {{"darknet_region", decode_darknet_region, true},
                                    {"yolox", decode_yolox, false},
                                    {"yolov5", decode_yolov5, false},
                                    {"yolov8", decode_yolov8, false},
                                    {"yunet", decode_yunet, true},
                                    {"fastestdet", decode_fastestdet, false}};
  for (const Head& head : kHeads) {
    if (name == head.name) return head;
  }
  throw assay::Error(assay::Status::argument, "there is no head '" + name + "'");
}

cv::Mat as_rows(const cv::Mat& output) {
  const int columns = output.size[output.dims - 1];
  return output.reshape(1, static_cast<int>(output.total() / static_cast<std::size_t>(columns)));
}

void refuse_shape(const cv::Mat& output, const char* head, const char* wanted) {
  throw assay::Error(assay::Status::argument, "the output has shape " + shape_of(output) +
                                                  ", head " + head + " reads " + wanted +
                                                  ": choose another 'head' or 'outputs'");
}

}  // namespace opencv_dnn
