// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/gaussian_blur.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/stress/filter/mirror.hpp"
#include "core/stress/matrix.hpp"

namespace assay::stress {
namespace {

constexpr double kHalved = 2.5;  // from this sigma on

/// Gives an image that has every other pixel of one of size `full` what that shows beyond its right
/// and lower sides, where the mirror is not between the same pixels of both.
void mirror_beyond(cv::Mat& halved, cv::Size full) {
  const auto source = [](int i, int count) {
    return static_cast<int>(mirrored(std::int64_t{2} * i, count) / 2);
  };
  const int width = (full.width + 1) / 2;
  const int height = (full.height + 1) / 2;
  for (int y = 0; y < height; ++y) {
    auto* row = halved.ptr<cv::Vec3b>(y);
    for (int x = width; x < halved.cols; ++x) row[x] = row[source(x, full.width)];
  }
  for (int y = height; y < halved.rows; ++y) {
    const auto* row = halved.ptr<cv::Vec3b>(source(y, full.height));
    std::copy_n(row, halved.cols, halved.ptr<cv::Vec3b>(y));
  }
}

/// `halved` goes on beyond what `to` shows.
void double_size(const cv::Mat& halved, cv::Mat& to, Workspace& workspace) {
  if (to.cols % 2 == 0 && to.rows % 2 == 0) {
    cv::pyrUp(halved(cv::Rect(0, 0, to.cols / 2, to.rows / 2)), to, to.size());
    return;
  }
  // The last row or column would be computed as if it were not the last.
  const cv::Rect more(0, 0, to.cols / 2 + 2, to.rows / 2 + 2);
  const image::Size size{std::int64_t{2} * more.width, std::int64_t{2} * more.height};
  const auto lease =
      workspace.lease<std::uint8_t>(static_cast<std::size_t>(3 * size.width * size.height));
  cv::Mat larger = matrix_over(lease.span(), size, 3);
  cv::pyrUp(halved(more), larger, larger.size());
  larger(cv::Rect({}, to.size())).copyTo(to);
}

/// Where much is blurred, an image of half the size can be blurred instead: halving and doubling by
/// the binomial kernel 1 4 6 4 1 blur by a variance of 1 each, and what is left is blurred between.
void blur_matrix(double sigma, const cv::Mat& from, cv::Mat& to, Workspace& workspace) {
  if (sigma < kHalved) {
    cv::GaussianBlur(from, to, {}, sigma);
    return;
  }
  const double rest = std::sqrt(sigma * sigma - 2) / 2;
  const auto margin = static_cast<std::int64_t>(std::ceil(3 * rest)) + 2;
  const cv::Rect half(0, 0, (from.cols + 1) / 2, (from.rows + 1) / 2);
  const image::Size size{half.width + margin, half.height + margin};
  const auto bytes = static_cast<std::size_t>(3 * size.width * size.height);
  const auto halved_bytes = workspace.lease<std::uint8_t>(bytes);
  const auto blurred_bytes = workspace.lease<std::uint8_t>(bytes);
  cv::Mat halved = matrix_over(halved_bytes.span(), size, 3);
  cv::Mat blurred = matrix_over(blurred_bytes.span(), size, 3);

  cv::Mat inside = halved(half);
  cv::pyrDown(from, inside);
  mirror_beyond(halved, from.size());
  blur_matrix(rest, halved, blurred, workspace);
  double_size(blurred, to, workspace);
}

}  // namespace

void gaussian_blur(double sigma, const image::PixelView& from, const image::MutablePixelView& to,
                   Workspace& workspace) {
  cv::Mat out = matrix_over(to);
  blur_matrix(sigma, matrix_over(from), out, workspace);
  require_written(out, to);
}

}  // namespace assay::stress
