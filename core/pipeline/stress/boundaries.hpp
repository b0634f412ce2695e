// SPDX-License-Identifier: Apache-2.0
// How much of each axis alone images stand.
#pragma once

#include <cstddef>
#include <vector>

#include "core/pipeline/stress/questions.hpp"
#include "core/pipeline/stress/subject.hpp"
#include "core/stress/findings/boundary.hpp"

namespace assay::pipeline {

/// One side of one axis, over some images.
struct AxisBoundary {
  std::size_t axis = 0;
  stress::Side side = stress::Side::above;
  stress::SurvivalCurve curve;
  double lower = 0;  // stress::median_lower_bound()
  std::size_t images = 0;
  std::size_t not_monotone = 0;  // of these
};

/// Of as many images as the trials allow; none where these are too few. All other axes are where
/// they do least; those that are no strength have for each image values drawn as they are
/// distributed, so that boundaries are of their mixture.
std::vector<AxisBoundary> find_boundaries(const Laboratory& laboratory, const Subject& subject,
                                          std::size_t most, std::vector<JudgedTrial>& trials);

}  // namespace assay::pipeline
