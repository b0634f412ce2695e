// SPDX-License-Identifier: Apache-2.0
// The road-sign detector as it would be deployed: load a network, letterbox, forward, decode.
#include <assay/sdk.hpp>
#include <assay/sdk/opencv.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace {

constexpr int kSide = 160;  // of the network's input, in pixels
constexpr int kCells = 40;  // of its output, along a side
constexpr int kClasses = 4;
constexpr float kStride = static_cast<float>(kSide) / kCells;

struct SignDetector {
  cv::dnn::Net net;
  float threshold = 0;
};

std::unique_ptr<SignDetector> load(const std::string& weights, float threshold,
                                   const assay::Context& context) {
  cv::setNumThreads(1);  // equal results wherever it runs
  auto detector = std::make_unique<SignDetector>();
  detector->net = cv::dnn::readNet(weights);
  detector->threshold = threshold;
  context.report_device(context.device(), "OpenCV " CV_VERSION ", cpu");
  return detector;
}

/// Fits the image into the upper left corner of the network's input; the rest stays black.
cv::Mat letterbox(const cv::Mat& image, double scale) {
  cv::Mat input = cv::Mat::zeros(kSide, kSide, CV_8UC3);
  const cv::Size size(static_cast<int>(std::lround(image.cols * scale)),
                      static_cast<int>(std::lround(image.rows * scale)));
  cv::resize(image, input({0, 0, size.width, size.height}), size, 0, 0, cv::INTER_LINEAR);
  return cv::dnn::blobFromImage(input, 1.0 / 255);
}

/// A cell is a sign's centre when no neighbour in its class scores higher.
bool is_peak(const cv::Mat& scores, int row, int column) {
  const cv::Range rows(std::max(row - 1, 0), std::min(row + 2, kCells));
  const cv::Range columns(std::max(column - 1, 0), std::min(column + 2, kCells));
  double highest = 0;
  cv::minMaxLoc(scores(rows, columns), nullptr, &highest);
  return scores.at<float>(row, column) >= static_cast<float>(highest);
}

assay::Detections predict(SignDetector& model, const assay::Image& image) {
  const double scale = static_cast<double>(kSide) / std::max(image.width(), image.height());
  model.net.setInput(letterbox(assay::as_mat(image), scale));
  cv::Mat maps = model.net.forward();  // scores of the classes, then width, height, dx, dy
  const auto plane = [&](int k) { return cv::Mat(kCells, kCells, CV_32F, maps.ptr<float>(0, k)); };
  const auto to_pixels = [&](float value) { return static_cast<float>(value / scale); };

  assay::Detections found;
  for (int k = 0; k < kClasses; ++k) {
    for (int row = 0; row < kCells; ++row) {
      for (int column = 0; column < kCells; ++column) {
        const float score = plane(k).at<float>(row, column);
        if (score < model.threshold || !is_peak(plane(k), row, column)) continue;
        const auto at = [&](int p) { return plane(kClasses + p).at<float>(row, column); };
        const float x = (static_cast<float>(column) + at(2)) * kStride;
        const float y = (static_cast<float>(row) + at(3)) * kStride;
        found.add({to_pixels(x - at(0) / 2), to_pixels(y - at(1) / 2), to_pixels(x + at(0) / 2),
                   to_pixels(y + at(1) / 2)},
                  std::min(score, 1.0F), k);
      }
    }
  }
  return found;
}

}  // namespace

ASSAY_PLUGIN(
    "org.assay.demo.signs", "Road signs", "1.0.0",
    assay::load<&load>(
        "load", assay::param("weights").path().doc("the ONNX network"),
        assay::param("threshold").optional(0.05).between(0, 1).doc("boxes below it are dropped")),
    assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints")));
