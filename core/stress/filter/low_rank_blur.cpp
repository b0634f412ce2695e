// SPDX-License-Identifier: Apache-2.0
#include "core/stress/filter/low_rank_blur.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/stress/matrix.hpp"

namespace assay::stress {
namespace {

/// An eigenvector is even or odd, as the kernel is the same from both ends; to the last bit, so
/// that OpenCV adds pixels up before it multiplies them.
std::vector<float> scaled(const cv::Mat& vector, double by) {
  const int side = vector.cols;
  const double sign = vector.at<double>(0) * vector.at<double>(side - 1) < 0 ? -1 : 1;
  std::vector<float> numbers;
  for (int i = 0; i < side; ++i) {
    const double mean = (vector.at<double>(i) + sign * vector.at<double>(side - 1 - i)) / 2;
    numbers.push_back(static_cast<float>(mean * by));
  }
  return numbers;
}

}  // namespace

std::vector<KernelTerm> terms_of(const SymmetricKernel& kernel, double error) {
  cv::Mat rest(kernel.side, kernel.side, CV_64F);
  std::copy(kernel.weights.begin(), kernel.weights.end(), rest.begin<double>());
  cv::Mat values;
  cv::Mat vectors;
  cv::eigen(rest, values, vectors);
  std::vector<int> order(static_cast<std::size_t>(kernel.side));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return std::abs(values.at<double>(a)) > std::abs(values.at<double>(b));
  });
  std::vector<KernelTerm> terms;
  for (const int k : order) {
    if (!terms.empty() && cv::norm(rest, cv::NORM_L1) <= error) break;
    const double value = values.at<double>(k);
    const cv::Mat vector = vectors.row(k);
    terms.push_back({scaled(vector, value), scaled(vector, 1)});
    rest -= value * vector.t() * vector;
  }
  return terms;
}

void blur_by_terms(std::span<const KernelTerm> terms, const image::PixelView& from,
                   const image::MutablePixelView& to, Workspace& workspace) {
  const std::size_t count = image::byte_size(from.size, from.format);
  const auto sum_lease = workspace.lease<float>(count);
  const auto term_lease = workspace.lease<float>(count);
  cv::Mat sum = matrix_over(sum_lease.span(), from.size, 3);
  cv::Mat one = matrix_over(term_lease.span(), from.size, 3);
  for (std::size_t k = 0; k < terms.size(); ++k) {
    cv::Mat& target = k == 0 ? sum : one;
    cv::sepFilter2D(matrix_over(from), target, CV_32F, terms[k].row, terms[k].column, {-1, -1}, 0,
                    cv::BORDER_REFLECT_101);
    if (k > 0) cv::add(sum, one, sum);
  }
  cv::Mat out = matrix_over(to);
  sum.convertTo(out, CV_8U);
  require_written(out, to);
}

}  // namespace assay::stress
