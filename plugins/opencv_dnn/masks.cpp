// SPDX-License-Identifier: Apache-2.0
#include "masks.hpp"

#include <assay/sdk/error.hpp>

#include <algorithm>
#include <cmath>

#include "network.hpp"
#include "resample.hpp"

namespace opencv_dnn {
namespace {

/// The cells of a line whose index lies in [from, to), in cells.
cv::Range cells_within(double from, double to, int count) {
  const auto first_at = [&](double edge) {
    return static_cast<int>(std::clamp(std::ceil(edge), 0.0, static_cast<double>(count)));
  };
  if (!(from < to)) return {0, 0};  // also where either is no number
  return {first_at(from), first_at(to)};
}

/// `line` grown by `by` on both sides, within [0, length).
cv::Range grown(cv::Range line, int by, int length) {
  return {std::max(line.start - by, 0), std::min(line.end + by, length)};
}

/// The pixels of the longer line that can see the range of the shorter one.
cv::Range seeing(cv::Range range, double ratio, int length) {
  return grown({static_cast<int>(std::floor(range.start / ratio)),
                static_cast<int>(std::ceil(range.end / ratio))},
               1 + static_cast<int>(std::ceil(1 / ratio)), length);
}

cv::Rect rect_of(cv::Range columns, cv::Range rows) {
  return {columns.start, rows.start, columns.size(), rows.size()};
}

}  // namespace

MaskMaker::MaskMaker(const cv::Mat& prototypes, const Placement& placement, float threshold)
    : placement_(placement),
      content_(content_of(placement)),
      shown_(shown_of(placement)),
      threshold_(threshold) {
  if (prototypes.dims != 4 || prototypes.size[0] != 1 || prototypes.total() == 0) {
    throw assay::Error(assay::Status::argument,
                       "'prototypes' has shape " + shape_of(prototypes) +
                           ", must be [1, coefficients, rows, columns]: name another output");
  }
  grid_ = {prototypes.size[3], prototypes.size[2]};
  weights_ = prototypes.reshape(1, prototypes.size[1]);
}

/// The grid with the mask in `cells` and 0 elsewhere.
cv::Mat MaskMaker::in_cells(const cv::Mat& coefficients, const cv::Rect& cells) const {
  const cv::Mat sums = cv::Mat(coefficients * weights_).reshape(1, grid_.height);
  cv::Mat grid(grid_, CV_32F, cv::Scalar::all(0));
  for (int y = cells.y; y < cells.y + cells.height; ++y) {
    const float* const sum = sums.ptr<float>(y);
    float* const out = grid.ptr<float>(y);
    for (int x = cells.x; x < cells.x + cells.width; ++x)
      out[x] = 1.0f / (1.0f + std::exp(-sum[x]));
  }
  return grid;
}

cv::Rect MaskMaker::image_part(const cv::Rect& input_part) const {
  const int left = input_part.x - static_cast<int>(placement_.offset_x);
  const int top = input_part.y - static_cast<int>(placement_.offset_y);
  const double ratio_x = static_cast<double>(placement_.scaled.width) / placement_.image.width;
  const double ratio_y = static_cast<double>(placement_.scaled.height) / placement_.image.height;
  return rect_of(seeing({left, left + input_part.width}, ratio_x, placement_.image.width),
                 seeing({top, top + input_part.height}, ratio_y, placement_.image.height)) &
         shown_;
}

PartialMask MaskMaker::mask_of(const cv::Mat& coefficients, const cv::Vec4d& box) const {
  const double cell_x = static_cast<double>(placement_.input.width) / grid_.width;
  const double cell_y = static_cast<double>(placement_.input.height) / grid_.height;
  const cv::Range columns = cells_within(box[0] / cell_x, (box[0] + box[2]) / cell_x, grid_.width);
  const cv::Range rows = cells_within(box[1] / cell_y, (box[1] + box[3]) / cell_y, grid_.height);
  if (columns.empty() || rows.empty()) return {};
  const cv::Mat grid = in_cells(coefficients, rect_of(columns, rows));

  // Beyond `part` the scaled mask is 0, and so are its outermost pixels, unless the content ends.
  const cv::Rect part = rect_of(seeing(columns, 1 / cell_x, placement_.input.width),
                                seeing(rows, 1 / cell_y, placement_.input.height)) &
                        content_;
  PartialMask mask;
  mask.part = part.empty() ? cv::Rect() : image_part(part);
  if (mask.part.empty()) return {};
  const cv::Mat in_input =
      resampled(grid, with_edges_aligned(grid_.width, placement_.input.width),
                with_edges_aligned(grid_.height, placement_.input.height), part);
  Line x = with_edges_aligned(placement_.scaled.width, placement_.image.width);
  Line y = with_edges_aligned(placement_.scaled.height, placement_.image.height);
  x.start -= part.x - placement_.offset_x;
  y.start -= part.y - placement_.offset_y;
  mask.pixels = (resampled(in_input, x, y, mask.part) > threshold_) & 1;
  return mask;
}

}  // namespace opencv_dnn
