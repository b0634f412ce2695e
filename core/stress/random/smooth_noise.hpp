// SPDX-License-Identifier: Apache-2.0
// Smooth random fields, as knots of a coarse grid: what is smooth needs no number for each pixel.
#pragma once

#include <cstddef>
#include <vector>

#include "core/image/pixels.hpp"
#include "core/stress/random/stream.hpp"

namespace assay::stress {

/// Knot (i, j) stands at pixel (i step_x, j step_y); the knots cover the image, two at least each
/// way.
struct SmoothField {
  std::size_t columns = 0, rows = 0;
  double step_x = 1, step_y = 1;
  std::vector<float> values;  // [rows, columns]
};

/// Weights of a Gaussian from its middle outwards, as far as three sigma (0: nothing but the
/// middle). The squares of all, on both sides, add up to 1: so white noise keeps its variance.
std::vector<double> half_gaussian(double sigma);

/// White noise smoothed by a Gaussian of `sigma_x` and `sigma_y` pixels (above 0), of mean 0 and
/// variance 1.
SmoothField smooth_noise(image::Size size, double sigma_x, double sigma_y, Stream random);

}  // namespace assay::stress
