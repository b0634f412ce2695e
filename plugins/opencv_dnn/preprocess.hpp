// SPDX-License-Identifier: Apache-2.0
// From an image of any size to the input of a network; placement.hpp is the way back.
#pragma once

#include <assay/sdk.hpp>

#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "placement.hpp"

namespace opencv_dnn {

/// Each value of the input is (pixel * scale - mean) / std, for each channel in the order `colour`.
struct InputOptions {
  std::array<int, 2> size = {};   // width, height of the network's input
  std::string resize;             // stretch, letterbox_topleft, letterbox_centred, crop
  std::optional<int> short_side;  // crop: the image's shorter side before the crop
  int fill = 114;                 // letterbox: value of the border, 0..255
  std::string colour;             // rgb, bgr
  double scale = 1;
  std::array<double, 3> mean = {};
  std::array<double, 3> std = {};
};

struct Prepared {
  cv::Mat blob;  // f32 [1, 3, height, width]
  Placement placement;
};

class Preprocessor {
 public:
  /// Throws assay::Error{argument} when the options contradict each other.
  explicit Preprocessor(const InputOptions& options);

  cv::Size size() const { return size_; }
  Prepared prepare(const assay::Image& image) const;
  /// The blob of pixels that have the size of the input already: u8, three channels in the order
  /// `color`.
  cv::Mat to_blob(const cv::Mat& fitted, assay::Color color) const;

 private:
  using Fit = cv::Mat (Preprocessor::*)(const cv::Mat&, Placement&) const;
  cv::Mat stretch(const cv::Mat& image, Placement& placement) const;
  cv::Mat letterbox_topleft(const cv::Mat& image, Placement& placement) const;
  cv::Mat letterbox_centred(const cv::Mat& image, Placement& placement) const;
  cv::Mat letterbox(const cv::Mat& image, bool centred, Placement& placement) const;
  cv::Mat crop(const cv::Mat& image, Placement& placement) const;

  InputOptions options_;
  cv::Size size_;
  Fit fit_;
  std::array<std::array<float, 256>, 3> values_;  // of each byte, by channel of the network
};

}  // namespace opencv_dnn
