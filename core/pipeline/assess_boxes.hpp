// SPDX-License-Identifier: Apache-2.0
// The box part of assess(): COCO metrics, AP per class, worst images with boxes to draw.
#pragma once

#include <span>
#include <vector>

#include "core/evaluation/coco_input.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// Returns the detections that were evaluated, in the order of the outcomes.
std::vector<evaluation::Detection> assess_boxes(const RunInput& input,
                                                std::span<const predict::Outcome> outcomes,
                                                report::RunResults& results);

}  // namespace assay::pipeline
