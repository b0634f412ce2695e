// SPDX-License-Identifier: Apache-2.0
#include "core/stress/random/smooth_noise.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/check.hpp"

namespace assay::stress {
namespace {

constexpr double kKnotsPerSigma = 2;  // straight lines between them are within 3 % of the field

/// Both halves.
std::vector<float> gaussian(double sigma) {
  const std::vector<double> half = half_gaussian(sigma);
  std::vector<float> whole(half.rbegin(), half.rend());
  whole.insert(whole.end(), half.begin() + 1, half.end());
  return whole;
}

/// out[j, i] = sum of kernel[k] in[j, i + k]; in has kernel.size() - 1 columns more than out.
std::vector<float> smooth_rows(const std::vector<float>& in, std::size_t rows, std::size_t columns,
                               const std::vector<float>& kernel) {
  const std::size_t wide = columns + kernel.size() - 1;
  std::vector<float> out(rows * columns, 0.0F);
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t k = 0; k < kernel.size(); ++k) {
      const float* from = in.data() + j * wide + k;
      float* to = out.data() + j * columns;
      for (std::size_t i = 0; i < columns; ++i) to[i] += kernel[k] * from[i];
    }
  }
  return out;
}

/// The same down the columns; in has as many rows more.
std::vector<float> smooth_columns(const std::vector<float>& in, std::size_t rows,
                                  std::size_t columns, const std::vector<float>& kernel) {
  std::vector<float> out(rows * columns, 0.0F);
  for (std::size_t j = 0; j < rows; ++j) {
    for (std::size_t k = 0; k < kernel.size(); ++k) {
      const float* from = in.data() + (j + k) * columns;
      float* to = out.data() + j * columns;
      for (std::size_t i = 0; i < columns; ++i) to[i] += kernel[k] * from[i];
    }
  }
  return out;
}

}  // namespace

std::vector<double> half_gaussian(double sigma) {
  const auto reach = static_cast<std::int64_t>(std::ceil(3 * sigma));
  std::vector<double> weights{1};
  double squares = 1;
  for (std::int64_t i = 1; i <= reach; ++i) {
    const double t = static_cast<double>(i) / sigma;
    weights.push_back(std::exp(-t * t / 2));
    squares += 2 * weights.back() * weights.back();
  }
  for (double& weight : weights) weight /= std::sqrt(squares);
  return weights;
}

SmoothField smooth_noise(image::Size size, double sigma_x, double sigma_y, Stream random) {
  ASSAY_CHECK(sigma_x > 0 && sigma_y > 0);
  const auto knots = [](std::int64_t side, double step) {
    return static_cast<std::size_t>(std::ceil(static_cast<double>(side - 1) / step)) + 2;
  };
  SmoothField field;
  field.step_x = std::max(1.0, sigma_x / kKnotsPerSigma);
  field.step_y = std::max(1.0, sigma_y / kKnotsPerSigma);
  field.columns = knots(size.width, field.step_x);
  field.rows = knots(size.height, field.step_y);
  const std::vector<float> across = gaussian(sigma_x / field.step_x);
  const std::vector<float> down = gaussian(sigma_y / field.step_y);
  const std::size_t more_rows = field.rows + down.size() - 1;
  std::vector<float> noise(more_rows * (field.columns + across.size() - 1));
  random.fill_normal(noise);
  noise = smooth_rows(noise, more_rows, field.columns, across);
  field.values = smooth_columns(noise, field.rows, field.columns, down);
  return field;
}

}  // namespace assay::stress
