// SPDX-License-Identifier: Apache-2.0
// Metrics of evaluations in operation: of the answers to the sample's transformed images.
#pragma once

#include "core/pipeline/journal.hpp"
#include "core/pipeline/stress/stress_summary.hpp"
#include "core/report/stress_results.hpp"

namespace assay::pipeline {

/// Whether a run says anything of them: where there is a truth, metrics by it, and a sample of all
/// datapoints.
bool measures_robustness(const RunInput& input, const StressRequest& request);

/// Answers are read back from the run's journal. Of a sample of more than 20,000 trials those are
/// evaluated. Corruptions have a mean performance (mPC, rPC: Michaelis et al.: Benchmarking
/// robustness in object detection, 2019) where the domain has one transformation `Corruption` alone
/// and the sample all of its corruptions; classifiers under the 15 a corruption error as a part of
/// AlexNet's (mCE, relative mCE: Hendrycks, Dietterich: Benchmarking neural network robustness,
/// ICLR 2019), which is of ImageNet's 1000 classes.
report::Robustness measure_robustness(const StressOutcome& outcome, const JournalReader& journal);

}  // namespace assay::pipeline
