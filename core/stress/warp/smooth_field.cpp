// SPDX-License-Identifier: Apache-2.0
#include "core/stress/warp/smooth_field.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace assay::stress {
namespace {

// Between nodes so near, a bilinear field differs from the blurred one by 2 % of its deviation.
constexpr double kNodesPerDeviation = 2.4;
constexpr double kBlurEnds = 3;  // deviations from its middle

constexpr std::size_t kWidestFold = 64;  // nodes

constexpr int kIterations = 60;
constexpr double kStep = 0.6;  // less than 1 so that stretched places do not throw it off
constexpr double kClose = 1e-3;

float spacing_for(const SmoothField::Shape& shape) {
  return static_cast<float>(
      std::max(1.0, std::floor(std::min(shape.blur_x, shape.blur_y) / kNodesPerDeviation + 1e-9)));
}

std::size_t nodes_along(std::int64_t side, float spacing) {
  return static_cast<std::size_t>(std::ceil(static_cast<float>(side - 1) / spacing)) + 2;
}

int kernel_side(double deviation) {
  return 2 * static_cast<int>(std::lround(kBlurEnds * deviation)) + 1;
}

}  // namespace

SmoothField::SmoothField(image::Size size, const Shape& shape, Stream& random)
    : spacing_(spacing_for(shape)),
      columns_(nodes_along(size.width, spacing_)),
      rows_(nodes_along(size.height, spacing_)),
      nodes_(columns_ * rows_) {
  static_assert(sizeof(Move) == 2 * sizeof(float));
  const std::span<float> numbers(&nodes_.front().x, 2 * nodes_.size());
  random.fill_uniform(numbers);
  // Fewer nodes are averaged than pixels would be: so their noise is as much smaller.
  const auto amplitude = static_cast<float>(shape.amplitude) / spacing_;
  for (float& number : numbers) number = amplitude * (2 * number - 1);
  cv::Mat matrix(static_cast<int>(rows_), static_cast<int>(columns_), CV_32FC2, numbers.data());
  const double blur_x = std::max(shape.blur_x / spacing_, 1e-3);
  const double blur_y = std::max(shape.blur_y / spacing_, 1e-3);
  cv::GaussianBlur(matrix, matrix, {kernel_side(blur_x), kernel_side(blur_y)}, blur_x, blur_y,
                   cv::BORDER_REFLECT);
  double fold = 0;
  for (std::size_t y = 0; y < rows_; ++y) {
    fold = std::max(fold, widest_fold(y * columns_, 1, columns_, &Move::x));
  }
  for (std::size_t x = 0; x < columns_; ++x) {
    fold = std::max(fold, widest_fold(x, columns_, rows_, &Move::y));
  }
  // Folds that lie across the grid are longer than rows and columns tell.
  tolerance_ = fold * std::numbers::sqrt2 + 10 * kClose;
}

double SmoothField::widest_fold(std::size_t first, std::size_t step, std::size_t count,
                                float Move::*axis) const {
  const auto seen = [&](std::size_t i) {
    return static_cast<float>(i) * spacing_ + nodes_[first + i * step].*axis;
  };
  float furthest = seen(0);
  std::size_t widest = 0;
  for (std::size_t i = 1; i < count; ++i) {
    if (seen(i) >= furthest) {
      furthest = seen(i);
      continue;
    }
    std::size_t begin = i;
    while (begin > 0 && i - begin <= kWidestFold) {
      --begin;
      if (seen(begin) > seen(i)) widest = std::max(widest, i - begin);
    }
  }
  return static_cast<double>(widest) * double{spacing_};
}

SmoothField::Move SmoothField::at(float x, float y) const {
  const float column = std::clamp(x / spacing_, 0.0F, static_cast<float>(columns_ - 1));
  const float row = std::clamp(y / spacing_, 0.0F, static_cast<float>(rows_ - 1));
  const auto left = std::min(static_cast<std::size_t>(column), columns_ - 2);
  const auto top = std::min(static_cast<std::size_t>(row), rows_ - 2);
  const float fx = column - static_cast<float>(left);
  const float fy = row - static_cast<float>(top);
  const Move* a = nodes_.data() + top * columns_ + left;
  const Move* b = a + columns_;
  const auto mix = [](float from, float to, float part) { return from + part * (to - from); };
  return {mix(mix(a[0].x, a[1].x, fx), mix(b[0].x, b[1].x, fx), fy),
          mix(mix(a[0].y, a[1].y, fx), mix(b[0].y, b[1].y, fx), fy)};
}

void SmoothField::backward(std::span<float> x, std::span<float> y) const {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const Move move = at(x[i], y[i]);
    x[i] += move.x;
    y[i] += move.y;
  }
}

std::optional<Point> SmoothField::forward(Point input) const {
  Point output = input;
  for (int i = 0; i < kIterations; ++i) {
    const Move move = at(static_cast<float>(output.x), static_cast<float>(output.y));
    const double x = input.x - move.x - output.x;
    const double y = input.y - move.y - output.y;
    if (std::abs(x) + std::abs(y) < kClose) break;
    output.x += kStep * x;
    output.y += kStep * y;
  }
  return output;
}

}  // namespace assay::stress
