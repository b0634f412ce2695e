// SPDX-License-Identifier: Apache-2.0
// The regularized incomplete beta function, from which binomial probabilities come.
#pragma once

namespace assay::stress {

/// ln B(a, b) for a, b > 0, to about 1e-13 of 1 or of itself, whichever is more: large arguments
/// are no difference of large logarithms (Loader: Fast and accurate computation of binomial
/// probabilities, 2000).
double log_beta(double a, double b);

/// I_x(a, b) for a, b > 0 and 0 <= x <= 1: the probability that a variable of the distribution
/// Beta(a, b) is at most x. By its continued fraction (DLMF 8.17.22) with Lentz' method.
double incomplete_beta(double a, double b, double x);

/// The x at which incomplete_beta() is `p` (0 to 1). Newton's method within a bracket.
double incomplete_beta_inverse(double a, double b, double p);

}  // namespace assay::stress
