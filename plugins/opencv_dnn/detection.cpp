// SPDX-License-Identifier: Apache-2.0
#include "detection.hpp"

namespace opencv_dnn {

BoxReader::BoxReader(const DetectionOptions& options, cv::Size input)
    : options_(options), input_(input), head_(&head_named(options.head)) {}

Decoded BoxReader::decode(const std::vector<cv::Mat>& outputs, int extras) const {
  HeadInput input;
  input.outputs = outputs;
  input.size = input_;
  input.strides = options_.strides;
  input.classes = options_.classes;
  input.extras = extras;
  input.threshold = options_.score_threshold;
  return head_->decode(input);
}

std::vector<Candidate> BoxReader::choose(const Decoded& decoded, const Placement& placement) const {
  const auto choice = options_.candidates == "best" ? ClassChoice::best : ClassChoice::all;
  std::vector<Candidate> candidates = candidates_of(decoded, options_.score_threshold, choice);
  for (Candidate& one : candidates) one.box = box_in_image(one.box, placement);
  return suppress(std::move(candidates), options_.nms_iou, options_.top_k);
}

}  // namespace opencv_dnn
