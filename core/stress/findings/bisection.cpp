// SPDX-License-Identifier: Apache-2.0
#include "core/stress/findings/bisection.hpp"

#include <cmath>

namespace assay::stress {

Bisection::Bisection(double passing, double failing, Resolution resolution)
    : passing_(passing), failing_(failing), resolution_(resolution) {}

std::optional<double> Bisection::next() const {
  if (failing_ - passing_ <= resolution_.tolerance) return std::nullopt;
  const double middle = passing_ + (failing_ - passing_) / 2;
  if (resolution_.steps == 0) return middle;
  const auto steps = static_cast<double>(resolution_.steps);
  const double step = std::floor(middle * steps + 1e-9);
  if (step <= std::round(passing_ * steps)) return std::nullopt;  // they are neighbours
  return step / steps;
}

void Bisection::tell(bool failed) {
  const auto at = next();
  if (at) (failed ? failing_ : passing_) = *at;
}

}  // namespace assay::stress
