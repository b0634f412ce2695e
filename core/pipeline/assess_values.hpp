// SPDX-License-Identifier: Apache-2.0
// The part of assess() for numbers and images that a model gives: how far they are from the truth.
#pragma once

#include <span>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome_stream.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

/// ImageRegression. Where a datapoint has several numbers, each has a group "regression.<name>".
void assess_values(const RunInput& input, std::span<const predict::Outcome> outcomes,
                   report::RunResults& results);

/// OutputImage.
void assess_pictures(const RunInput& input, const predict::OutcomeStream& outcomes,
                     report::RunResults& results);

}  // namespace assay::pipeline
