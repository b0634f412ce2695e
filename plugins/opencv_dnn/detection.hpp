// SPDX-License-Identifier: Apache-2.0
// From the outputs of a network to the boxes that are kept: what all modules that find things
// share.
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "heads/head.hpp"
#include "placement.hpp"

namespace opencv_dnn {

struct DetectionOptions {
  std::string head;
  std::vector<std::string> outputs;
  float score_threshold = 0.25f;
  double nms_iou = 0.45;
  std::string candidates = "all";
  std::uint32_t top_k = 300;
  std::vector<int> strides;
  std::optional<int> classes;
};

class BoxReader {
 public:
  /// `input` is the size of the network's input.
  BoxReader(const DetectionOptions& options, cv::Size input);

  bool reads_several_outputs() const { return head_->several_outputs; }

  /// `extras` is the number of columns after the classes, where `num_classes` does not tell. Throws
  /// assay::Error{argument} for outputs of another shape than the head's.
  Decoded decode(const std::vector<cv::Mat>& outputs, int extras = 0) const;

  /// Those that are kept, the best first, their boxes in pixels of the image.
  std::vector<Candidate> choose(const Decoded& decoded, const Placement& placement) const;

 private:
  DetectionOptions options_;
  cv::Size input_;
  const Head* head_;
};

/// x1, y1, x2, y2.
inline std::array<float, 4> corners_of(const cv::Vec4d& box) {
  return {static_cast<float>(box[0]), static_cast<float>(box[1]),
          static_cast<float>(box[0] + box[2]), static_cast<float>(box[1] + box[3])};
}

}  // namespace opencv_dnn
