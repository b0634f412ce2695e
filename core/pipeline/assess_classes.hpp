// SPDX-License-Identifier: Apache-2.0
// The classification part of assess(): top-1, top-5, confusions, the surest wrong answers.
#pragma once

#include <span>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/report/results.hpp"

namespace assay::pipeline {

void assess_classes(const RunInput& input, std::span<const predict::Outcome> outcomes,
                    report::RunResults& results);

}  // namespace assay::pipeline
