// SPDX-License-Identifier: Apache-2.0
// Where along a line passing turns into failing, by halves.
#pragma once

#include <cstddef>
#include <optional>

namespace assay::stress {

/// The line goes from 0 to 1.
struct Resolution {
  double tolerance = 0.01;  // near enough
  std::size_t steps = 0;    // evenly spaced places beyond 0, of which 1 is the last; 0: all places
};

/// Whatever it is told, what failed is above what passed, and both were told or given.
class Bisection {
 public:
  Bisection(double passing, double failing, Resolution resolution);

  /// What to try; nullopt: near enough, or there is no place between.
  std::optional<double> next() const;
  /// What came of next(), which has one.
  void tell(bool failed);

  double passing() const { return passing_; }
  double failing() const { return failing_; }

 private:
  double passing_, failing_;
  Resolution resolution_;
};

}  // namespace assay::stress
