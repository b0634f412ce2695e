// SPDX-License-Identifier: Apache-2.0
// A network that OpenCV reads and runs: ONNX, Darknet (cfg and weights) or Caffe (prototxt and
// caffemodel). Nothing here knows what its numbers mean.
#pragma once

#include <assay/sdk.hpp>

#include <filesystem>
#include <opencv2/dnn.hpp>
#include <optional>
#include <string>
#include <vector>

namespace opencv_dnn {

struct NetworkOptions {
  std::filesystem::path weights;
  std::optional<std::filesystem::path> config;  // cfg or prototxt, where the format has one
  int threads = 1;
  bool batched = false;  // one forward for all images of a call
};

class Network {
 public:
  /// Throws assay::Error that says why OpenCV cannot read the files or use the device, and what to
  /// do about it.
  Network(const NetworkOptions& options, const assay::Context& context);

  /// Names of all outputs, in OpenCV's order (which is not the file's).
  const std::vector<std::string>& outputs() const { return outputs_; }
  /// The same for messages: "a, b".
  std::string output_list() const;

  /// `wanted`, which must all be outputs; without any, all outputs where `any_number`, else the
  /// only one there is.
  std::vector<std::string> choose_outputs(const std::vector<std::string>& wanted,
                                          bool any_number) const;

  bool is_batched() const { return batched_; }

  /// The outputs of those names, f32, in that order; valid until the next call. `blob` is f32
  /// [1, channels, height, width].
  std::vector<cv::Mat> forward(const cv::Mat& blob, const std::vector<std::string>& names);

  /// The same for several blobs of one shape at once: the outputs of each. Throws assay::Error
  /// where the network was made for single images.
  std::vector<std::vector<cv::Mat>> forward_together(const std::vector<cv::Mat>& blobs,
                                                     const std::vector<std::string>& names);

 private:
  cv::dnn::Net net_;
  bool batched_;
  std::vector<std::string> outputs_;
};

/// "[1, 3, 320, 320]".
std::string shape_of(const cv::Mat& array);

}  // namespace opencv_dnn
