// SPDX-License-Identifier: Apache-2.0
#include "core/image/outlines.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/image/sampling.hpp"

namespace assay::image {
namespace {

// In pixels: corners that lie nearer to the line without them are left out.
constexpr double kTolerance = 0.8;

using Contour = std::vector<cv::Point>;

/// One behind the last pixel of each run.
std::vector<std::int64_t> ends_of(const RunLengths& mask) {
  std::vector<std::int64_t> ends;
  ends.reserve(mask.counts.size());
  std::int64_t end = 0;
  for (const std::uint32_t count : mask.counts) ends.push_back(end += count);
  return ends;
}

/// 1 where the mask is, 0 elsewhere.
cv::Mat sample(const RunLengths& mask, Size picture) {
  const std::vector<std::int64_t> ends = ends_of(mask);
  cv::Mat grid =
      cv::Mat::zeros(static_cast<int>(picture.height), static_cast<int>(picture.width), CV_8UC1);
  for (int x = 0; x < grid.cols; ++x) {
    const std::int64_t top = nearest_place(x, grid.cols, mask.size.width) * mask.size.height;
    auto run = std::upper_bound(ends.begin(), ends.end(), top);
    for (int y = 0; y < grid.rows; ++y) {
      const std::int64_t place = top + nearest_place(y, grid.rows, mask.size.height);
      while (run != ends.end() && *run <= place) ++run;
      if (run == ends.end()) break;
      grid.at<uchar>(y, x) = (run - ends.begin()) % 2 == 1 ? 1 : 0;
    }
  }
  return grid;
}

bool is_empty(Size size) {
  return size.width <= 0 || size.height <= 0;
}

Outline simplified(const Contour& contour) {
  Contour few;
  cv::approxPolyDP(contour, few, kTolerance, true);
  Outline outline;
  outline.reserve(few.size());
  for (const cv::Point& point : few) outline.push_back({point.x, point.y});
  return outline;
}

}  // namespace

std::vector<Outline> outlines(const RunLengths& mask, Size picture) {
  if (is_empty(mask.size) || is_empty(picture)) return {};
  std::vector<Contour> contours;
  cv::findContours(sample(mask, picture), contours, cv::RETR_LIST, cv::CHAIN_APPROX_NONE);
  std::stable_sort(contours.begin(), contours.end(), [](const Contour& a, const Contour& b) {
    return cv::contourArea(a) > cv::contourArea(b);
  });
  std::vector<Outline> result;
  result.reserve(contours.size());
  for (const Contour& contour : contours) result.push_back(simplified(contour));
  return result;
}

}  // namespace assay::image
