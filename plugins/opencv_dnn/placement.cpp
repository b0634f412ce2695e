// SPDX-License-Identifier: Apache-2.0
#include "placement.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace opencv_dnn {
namespace {

/// The pixels of a line of `length` whose centres lie in [from, to) of the scaled line.
cv::Range centres_within(double from, double to, double ratio, int length) {
  const auto first_at = [&](double edge) {
    return std::clamp(static_cast<int>(std::ceil(edge / ratio - 0.5)), 0, length);
  };
  return {first_at(from), first_at(to)};
}

}  // namespace

void Placement::place(double ratio, cv::Point offset, cv::Size scaled_image) {
  ratio_x = ratio_y = ratio;
  offset_x = offset.x;
  offset_y = offset.y;
  scaled = scaled_image;
}

cv::Rect content_of(const Placement& placement) {
  const cv::Point origin(static_cast<int>(placement.offset_x),
                         static_cast<int>(placement.offset_y));
  return cv::Rect(origin, placement.scaled) & cv::Rect({}, placement.input);
}

cv::Rect shown_of(const Placement& placement) {
  const cv::Rect content = content_of(placement);
  const double left = content.x - placement.offset_x, top = content.y - placement.offset_y;
  const cv::Range columns = centres_within(
      left, left + content.width,
      static_cast<double>(placement.scaled.width) / placement.image.width, placement.image.width);
  const cv::Range rows =
      centres_within(top, top + content.height,
                     static_cast<double>(placement.scaled.height) / placement.image.height,
                     placement.image.height);
  return {columns.start, rows.start, columns.size(), rows.size()};
}

cv::Vec4d box_in_image(const cv::Vec4d& box, const Placement& placement) {
  return {(box[0] - placement.offset_x) / placement.ratio_x,
          (box[1] - placement.offset_y) / placement.ratio_y, box[2] / placement.ratio_x,
          box[3] / placement.ratio_y};
}

cv::Vec4d box_in_input(const cv::Vec4d& box, const Placement& placement) {
  return {box[0] * placement.ratio_x + placement.offset_x,
          box[1] * placement.ratio_y + placement.offset_y, box[2] * placement.ratio_x,
          box[3] * placement.ratio_y};
}

cv::Point2d point_in_image(const cv::Point2d& point, const Placement& placement) {
  return {(point.x - placement.offset_x) / placement.ratio_x,
          (point.y - placement.offset_y) / placement.ratio_y};
}

cv::Mat map_in_image(const cv::Mat& map, const Placement& placement, int outside) {
  const cv::Rect content = content_of(placement);
  cv::Mat whole = map(content);
  if (content.size() != placement.scaled) {
    const cv::Point origin(static_cast<int>(placement.offset_x),
                           static_cast<int>(placement.offset_y));
    whole = cv::Mat(placement.scaled, map.type(), cv::Scalar::all(outside));
    map(content).copyTo(whole(content - origin));
  }
  cv::Mat result;
  cv::resize(whole, result, placement.image, 0, 0, cv::INTER_NEAREST);
  return result;
}

}  // namespace opencv_dnn
