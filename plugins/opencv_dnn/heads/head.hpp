// SPDX-License-Identifier: Apache-2.0
// How the outputs of each family of detectors are read: one function each, in a file of its own.
#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "nms.hpp"

namespace opencv_dnn {

/// What a head may need besides the outputs.
struct HeadInput {
  std::vector<cv::Mat> outputs;  // f32, in the order of the names in `outputs`
  cv::Size size;                 // of the network's input
  std::vector<int> strides;      // pixels of the input for each cell of a grid
  std::optional<int> classes;    // for outputs with further columns after the classes
  int extras = 0;                // how many columns these are, where `classes` is not known
  float threshold = 0;           // rows whose objectness is not above it may be left out
};

struct Head {
  const char* name;
  Decoded (*decode)(const HeadInput&);
  bool several_outputs;  // reads any number of outputs, else exactly one
};

/// The head called `name`, which must be one of head_names.
const Head& head_named(const std::string& name);

// Each throws assay::Error{argument} when the outputs do not have its shape.

/// OpenCV's region layers, [N, 5 + classes] each: cx, cy, width, height relative to the input,
/// objectness, scores that already contain it.
Decoded decode_darknet_region(const HeadInput& input);
/// [1, N, 5 + classes] over the grids of the strides: offsets in cells, logarithms of sizes,
/// objectness and scores after the sigmoid.
Decoded decode_yolox(const HeadInput& input);
/// [1, N, 5 + classes, ...]: cx, cy, width, height in pixels, objectness, scores without it.
/// Further columns (mask coefficients) become `extras` where `classes` says where they begin.
Decoded decode_yolov5(const HeadInput& input);
/// [1, 4 + classes, N]: cx, cy, width, height in pixels, scores. Further lines (mask coefficients,
/// keypoints) become `extras` in the same way.
Decoded decode_yolov8(const HeadInput& input);
/// Four outputs for each stride, [1, cells, 1 or 4 or 2 K] in any order: two of scores, logarithmic
/// sizes after offsets in cells, and K points in cells. `extras` is K times x, y in pixels and the
/// score of their box.
Decoded decode_yunet(const HeadInput& input);
/// [1, 5 + classes, rows, columns]: objectness, offsets (tanh), sizes (sigmoid), scores.
Decoded decode_fastestdet(const HeadInput& input);

/// A 2-D view [N, columns] of an array whose last extent is the columns.
cv::Mat as_rows(const cv::Mat& output);
/// Throws that `output` is not what `head` reads.
[[noreturn]] void refuse_shape(const cv::Mat& output, const char* head, const char* wanted);
/// The box around a centre.
inline cv::Vec4d centred(double x, double y, double width, double height) {
  return {x - width / 2, y - height / 2, width, height};
}

}  // namespace opencv_dnn
