// SPDX-License-Identifier: Apache-2.0
// The keypoint part of assess(): COCO metrics, AP per class, worst images.
#pragma once

#include <span>

#include "core/evaluation/keypoint_detection.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// Returns the keypoints that were evaluated, in the order of the outcomes.
evaluation::KeypointPredictions assess_keypoints(const RunInput& input,
                                                 std::span<const predict::Outcome> outcomes,
                                                 report::RunResults& results);

}  // namespace assay::pipeline
