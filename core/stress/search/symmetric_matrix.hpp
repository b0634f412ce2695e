// SPDX-License-Identifier: Apache-2.0
// A covariance matrix with its square root. Decomposition is OpenCV's.
#pragma once

#include <cstddef>
#include <vector>

namespace assay::stress {

class SymmetricMatrix {
 public:
  static SymmetricMatrix identity(std::size_t size);

  double at(std::size_t i, std::size_t j) const { return values_[i * size_ + j]; }
  void scale(double factor);
  /// Adds factor v v^T.
  void add_outer(const std::vector<double>& v, double factor);

  /// Must follow changes before the roots are used. Eigenvalues that rounding has made too small
  /// are raised.
  void decompose();
  /// C^(1/2) v, and C^(-1/2) v.
  std::vector<double> root_times(const std::vector<double>& v) const;
  std::vector<double> inverse_root_times(const std::vector<double>& v) const;

 private:
  std::vector<double> times(const std::vector<double>& v, double power) const;

  std::size_t size_ = 0;
  std::vector<double> values_;
  std::vector<double> eigenvalues_;
  std::vector<double> eigenvectors_;  // one a row
};

}  // namespace assay::stress
