// SPDX-License-Identifier: Apache-2.0
// The box part of assess(): COCO metrics, AP per class, worst images with boxes to draw.
#pragma once

#include <span>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

void assess_boxes(const RunInput& input, std::span<const predict::Outcome> outcomes,
                  report::RunResults& results);

}  // namespace assay::pipeline
