// SPDX-License-Identifier: Apache-2.0
// What a reader of a stress run's results must not miss.
#pragma once

#include <string>
#include <vector>

#include "core/pipeline/stress/stress_summary.hpp"
#include "core/report/stress_results.hpp"

namespace assay::pipeline {

/// `results` are complete but for these and the gates.
std::vector<std::string> warnings_about(const StressOutcome& outcome,
                                        const report::StressResults& results);

}  // namespace assay::pipeline
