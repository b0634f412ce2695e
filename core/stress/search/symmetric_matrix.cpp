// SPDX-License-Identifier: Apache-2.0
#include "core/stress/search/symmetric_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

namespace assay::stress {
namespace {

constexpr double kSmallest = 1e-8;  // eigenvalue, of the largest

}  // namespace

SymmetricMatrix SymmetricMatrix::identity(std::size_t size) {
  SymmetricMatrix matrix;
  matrix.size_ = size;
  matrix.values_.assign(size * size, 0);
  for (std::size_t i = 0; i < size; ++i) matrix.values_[i * size + i] = 1;
  matrix.eigenvalues_.assign(size, 1);
  matrix.eigenvectors_ = matrix.values_;
  return matrix;
}

void SymmetricMatrix::scale(double factor) {
  for (double& value : values_) value *= factor;
}

void SymmetricMatrix::add_outer(const std::vector<double>& v, double factor) {
  for (std::size_t i = 0; i < size_; ++i) {
    for (std::size_t j = 0; j < size_; ++j) values_[i * size_ + j] += factor * v[i] * v[j];
  }
}

void SymmetricMatrix::decompose() {
  if (size_ == 0) return;
  const auto side = static_cast<int>(size_);
  const cv::Mat matrix(side, side, CV_64F, values_.data());
  cv::Mat values(side, 1, CV_64F, eigenvalues_.data());
  cv::Mat vectors(side, side, CV_64F, eigenvectors_.data());
  cv::eigen(matrix, values, vectors);
  const double least = kSmallest * std::max(eigenvalues_.front(), kSmallest);
  for (double& value : eigenvalues_) value = std::max(value, least);
}

std::vector<double> SymmetricMatrix::times(const std::vector<double>& v, double power) const {
  std::vector<double> result(size_, 0);
  for (std::size_t k = 0; k < size_; ++k) {
    const double* vector = eigenvectors_.data() + k * size_;
    double along = 0;
    for (std::size_t i = 0; i < size_; ++i) along += vector[i] * v[i];
    along *= std::pow(eigenvalues_[k], power);
    for (std::size_t i = 0; i < size_; ++i) result[i] += along * vector[i];
  }
  return result;
}

std::vector<double> SymmetricMatrix::root_times(const std::vector<double>& v) const {
  return times(v, 0.5);
}

std::vector<double> SymmetricMatrix::inverse_root_times(const std::vector<double>& v) const {
  return times(v, -0.5);
}

}  // namespace assay::stress
