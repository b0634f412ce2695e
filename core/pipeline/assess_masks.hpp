// SPDX-License-Identifier: Apache-2.0
// The mask part of assess(): COCO metrics of masks and boxes, AP per class, worst images.
#pragma once

#include <span>

#include "core/evaluation/instance_segmentation.hpp"
#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// Returns the masks that were evaluated, in the order of the outcomes.
evaluation::MaskPredictions assess_masks(const RunInput& input,
                                         std::span<const predict::Outcome> outcomes,
                                         report::RunResults& results);

}  // namespace assay::pipeline
