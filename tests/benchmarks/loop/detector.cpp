// SPDX-License-Identifier: Apache-2.0
// The detector of the comparison, in C++: blobs of three hues. efemarai_loop.py has the same in
// Python, by the same calls of the same library. It says how long it has taken, for that is not the
// loop's own time.
#include <assay/sdk.hpp>
#include <assay/sdk/opencv.hpp>

#include <unistd.h>
#include <array>
#include <chrono>
#include <ctime>
#include <fstream>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <string>
#include <thread>

namespace {

constexpr std::array<int, 3> kHues{0, 60, 120};  // of OpenCV's 180
constexpr int kHueTolerance = 12;
constexpr int kLeastArea = 100;
constexpr float kScore = 0.9F;

double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Adds up what calls take of the CPU, and writes it down when the model is unloaded.
struct Detector {
  std::string times;
  bool blind = false;
  std::chrono::milliseconds wait{0};
  std::size_t calls = 0;
  double cpu_s = 0;

  ~Detector() {
    std::ofstream out(times + "/" + std::to_string(::getpid()) + ".json");
    out << "{\"calls\": " << calls << ", \"cpu_s\": " << cpu_s << "}\n";
  }
};

std::unique_ptr<Detector> load(const std::string& times, bool blind, int wait_ms) {
  cv::setNumThreads(1);
  auto detector = std::make_unique<Detector>();
  detector->times = times;
  detector->blind = blind;
  detector->wait = std::chrono::milliseconds(wait_ms);
  return detector;
}

/// Red lies on both sides of 0.
cv::Mat pixels_of(const cv::Mat& hsv, int hue) {
  cv::Mat found;
  cv::inRange(hsv, cv::Scalar(hue - kHueTolerance, 90, 60),
              cv::Scalar(hue + kHueTolerance, 255, 255), found);
  if (hue >= kHueTolerance) return found;
  cv::Mat rest;
  cv::inRange(hsv, cv::Scalar(180 + hue - kHueTolerance, 90, 60), cv::Scalar(180, 255, 255), rest);
  return found | rest;
}

void add_blobs(const cv::Mat& pixels, int label, assay::Detections& found) {
  cv::Mat labels;
  cv::Mat blobs;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(pixels, labels, blobs, centres, 8, CV_32S);
  for (int i = 1; i < count; ++i) {
    const int* blob = blobs.ptr<int>(i);
    if (blob[cv::CC_STAT_AREA] < kLeastArea) continue;
    const auto x = static_cast<float>(blob[cv::CC_STAT_LEFT]);
    const auto y = static_cast<float>(blob[cv::CC_STAT_TOP]);
    found.add({x, y, x + static_cast<float>(blob[cv::CC_STAT_WIDTH]),
               y + static_cast<float>(blob[cv::CC_STAT_HEIGHT])},
              kScore, label);
  }
}

assay::Detections detect(const assay::Image& image) {
  cv::Mat hsv;
  cv::cvtColor(assay::as_mat(image), hsv, cv::COLOR_RGB2HSV);
  assay::Detections found;
  for (std::size_t k = 0; k < kHues.size(); ++k) {
    add_blobs(pixels_of(hsv, kHues[k]), static_cast<int>(k), found);
  }
  return found;
}

/// What costs nothing here, for what all else costs: it always finds the same.
assay::Detections imagine() {
  assay::Detections found;
  for (int k = 0; k < 3; ++k) {
    const float x = 40.0F + 200.0F * static_cast<float>(k);
    found.add({x, 100, x + 120, 220}, kScore, k);
  }
  return found;
}

assay::Detections predict(Detector& detector, const assay::Image& image) {
  const double begin = cpu_seconds();
  assay::Detections found = detector.blind ? imagine() : detect(image);
  if (detector.wait.count() > 0) std::this_thread::sleep_for(detector.wait);
  detector.cpu_s += cpu_seconds() - begin;
  ++detector.calls;
  return found;
}

}  // namespace

ASSAY_PLUGIN(
    "org.assay.bench.blobs", "Blobs of three hues", "1.0.0",
    assay::load<&load>(
        "load", assay::param("times").path().doc("where it writes its times"),
        assay::param("blind").optional(false).doc("cost nothing"),
        assay::param("wait_ms").optional(0).at_least(0).doc("as for a device that does the work")),
    assay::predict<&predict>("predict", assay::param("model"), assay::param("datapoints")));
