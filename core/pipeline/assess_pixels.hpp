// SPDX-License-Identifier: Apache-2.0
// The part of assess() for the class of each pixel: IoU over all and per class, worst images.
#pragma once

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome_stream.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

void assess_pixels(const RunInput& input, const predict::OutcomeStream& outcomes,
                   report::RunResults& results);

}  // namespace assay::pipeline
