// SPDX-License-Identifier: Apache-2.0
#include "heatmaps.hpp"

#include <assay/sdk/error.hpp>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "network.hpp"

namespace opencv_dnn {
namespace {

/// The usual code states crops in single floats; cv::warpAffine rounds positions, so that even such
/// a difference shows in the pixels.
double in_single(double number) {
  return static_cast<double>(static_cast<float>(number));
}

double towards_greater(float before, float after) {
  return after > before ? 0.25 : after < before ? -0.25 : 0;
}

/// In cells; the first of equal values.
cv::Point2d peak_in(const float* cells, int width, int height, const float* peak) {
  const int x = static_cast<int>(peak - cells) % width;
  const int y = static_cast<int>(peak - cells) / width;
  cv::Point2d at(x, y);
  if (x > 0 && x < width - 1) at.x += towards_greater(peak[-1], peak[1]);
  if (y > 0 && y < height - 1) at.y += towards_greater(peak[-width], peak[width]);
  return at;
}

}  // namespace

Crop crop_around(const cv::Rect2d& box, cv::Size size, double growth) {
  const double shape = static_cast<double>(size.width) / size.height;
  const double width = std::max(box.width, box.height * shape) * growth;
  const double height = std::max(box.height, box.width / shape) * growth;
  const cv::Point2d centre(box.x + box.width / 2, box.y + box.height / 2);
  return {in_single(width / size.width),
          in_single(height / size.height),
          {in_single(centre.x - width / 2), in_single(centre.y - height / 2)}};
}

cv::Mat cut_out(const cv::Mat& image, const Crop& crop, cv::Size size) {
  const cv::Matx23d to_image(crop.step_x, 0, crop.origin.x, 0, crop.step_y, crop.origin.y);
  cv::Mat pixels;
  cv::warpAffine(image, pixels, to_image, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP);
  return pixels;
}

std::vector<Peak> peaks_of(const cv::Mat& heatmaps, const Crop& crop, cv::Size size) {
  if (heatmaps.dims != 4 || heatmaps.size[0] != 1 || heatmaps.total() == 0) {
    throw assay::Error(assay::Status::argument,
                       "the output has shape " + shape_of(heatmaps) +
                           ", head heatmaps reads [1, keypoints, rows, columns]: choose another "
                           "'head' or 'outputs'");
  }
  const int width = heatmaps.size[3], height = heatmaps.size[2];
  const double cell_x = static_cast<double>(size.width) / width;
  const double cell_y = static_cast<double>(size.height) / height;
  std::vector<Peak> peaks;
  for (int i = 0; i < heatmaps.size[1]; ++i) {
    const auto* const cells = heatmaps.ptr<float>(0, i);
    const float* const peak = std::max_element(cells, cells + width * height);
    const cv::Point2d at = peak_in(cells, width, height, peak);
    peaks.push_back({static_cast<float>(at.x * cell_x * crop.step_x + crop.origin.x),
                     static_cast<float>(at.y * cell_y * crop.step_y + crop.origin.y), *peak});
  }
  return peaks;
}

}  // namespace opencv_dnn
