// SPDX-License-Identifier: Apache-2.0
#include "preprocess.hpp"

#include <assay/sdk/opencv.hpp>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace opencv_dnn {
namespace {

using assay::Error;
using assay::Status;

/// Halves go to even, as numpy and Python round; at least one pixel.
int rounded(double pixels) {
  return std::max(1, static_cast<int>(std::nearbyint(pixels)));
}

cv::Mat resized(const cv::Mat& image, cv::Size size) {
  if (image.size() == size) return image;
  cv::Mat result;
  cv::resize(image, result, size, 0, 0, cv::INTER_LINEAR);
  return result;
}

/// A byte has 256 values: each is computed once, in the order and precision of single floats that
/// training code uses.
std::array<float, 256> values_of(double scale, double mean, double deviation) {
  std::array<float, 256> values = {};
  for (std::size_t byte = 0; byte < values.size(); ++byte) {
    const float scaled = static_cast<float>(static_cast<double>(byte) * scale);
    values[byte] = (scaled - static_cast<float>(mean)) / static_cast<float>(deviation);
  }
  return values;
}

}  // namespace

Preprocessor::Preprocessor(const InputOptions& options)
    : options_(options), size_(options.size[0], options.size[1]) {
  if (options.resize == "letterbox_topleft") {
    fit_ = &Preprocessor::letterbox_topleft;
  } else if (options.resize == "letterbox_centred") {
    fit_ = &Preprocessor::letterbox_centred;
  } else if (options.resize == "crop") {
    fit_ = &Preprocessor::crop;
  } else {
    fit_ = &Preprocessor::stretch;
  }
  if (options.short_side && options.resize != "crop") {
    throw Error(Status::argument, "'short_side' has a meaning only with resize: crop");
  }
  if (options.short_side.value_or(INT_MAX) < std::max(size_.width, size_.height)) {
    throw Error(Status::argument,
                "'short_side' must not be less than 'size', which is cut from it");
  }
  for (std::size_t channel = 0; channel < 3; ++channel) {
    if (options.std[channel] == 0) throw Error(Status::argument, "'std' must not be 0");
    values_[channel] = values_of(options.scale, options.mean[channel], options.std[channel]);
  }
}

Prepared Preprocessor::prepare(const assay::Image& image) const {
  Prepared prepared;
  prepared.placement.image = {image.width(), image.height()};
  prepared.placement.input = size_;
  const cv::Mat fitted = (this->*fit_)(assay::as_mat(image), prepared.placement);
  prepared.blob = to_blob(fitted, image.color());
  return prepared;
}

cv::Mat Preprocessor::stretch(const cv::Mat& image, Placement& placement) const {
  placement.ratio_x = static_cast<double>(size_.width) / image.cols;
  placement.ratio_y = static_cast<double>(size_.height) / image.rows;
  placement.scaled = size_;
  return resized(image, size_);
}

cv::Mat Preprocessor::letterbox_topleft(const cv::Mat& image, Placement& placement) const {
  return letterbox(image, false, placement);
}

cv::Mat Preprocessor::letterbox_centred(const cv::Mat& image, Placement& placement) const {
  return letterbox(image, true, placement);
}

cv::Mat Preprocessor::letterbox(const cv::Mat& image, bool centred, Placement& placement) const {
  const double ratio = std::min(static_cast<double>(size_.width) / image.cols,
                                static_cast<double>(size_.height) / image.rows);
  const cv::Size inner(rounded(image.cols * ratio), rounded(image.rows * ratio));
  const int left = centred ? (size_.width - inner.width) / 2 : 0;
  const int top = centred ? (size_.height - inner.height) / 2 : 0;
  placement.place(ratio, {left, top}, inner);

  cv::Mat canvas(size_, CV_8UC3, cv::Scalar::all(options_.fill));
  resized(image, inner).copyTo(canvas(cv::Rect(cv::Point(left, top), inner)));
  return canvas;
}

cv::Mat Preprocessor::crop(const cv::Mat& image, Placement& placement) const {
  const int short_side = options_.short_side.value_or(std::max(size_.width, size_.height));
  const double ratio = static_cast<double>(short_side) / std::min(image.cols, image.rows);
  const cv::Size scaled(rounded(image.cols * ratio), rounded(image.rows * ratio));
  const int left = (scaled.width - size_.width) / 2;
  const int top = (scaled.height - size_.height) / 2;
  placement.place(ratio, {-left, -top}, scaled);
  return resized(image, scaled)(cv::Rect(cv::Point(left, top), size_));
}

cv::Mat Preprocessor::to_blob(const cv::Mat& fitted, assay::Color color) const {
  const bool swap_channels = (color == assay::Color::bgr) != (options_.colour == "bgr");
  const int shape[] = {1, 3, size_.height, size_.width};
  cv::Mat blob(4, shape, CV_32F);
  for (int channel = 0; channel < 3; ++channel) {
    const int source = swap_channels ? 2 - channel : channel;
    const std::array<float, 256>& values = values_[static_cast<std::size_t>(channel)];
    float* out = blob.ptr<float>(0, channel);
    for (int y = 0; y < size_.height; ++y) {
      const std::uint8_t* pixel = fitted.ptr<std::uint8_t>(y) + source;
      for (int x = 0; x < size_.width; ++x, pixel += 3) *out++ = values[*pixel];
    }
  }
  return blob;
}

}  // namespace opencv_dnn
