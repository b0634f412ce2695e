// SPDX-License-Identifier: Apache-2.0
// The trials of a sample as a data set of its own, so that they can be evaluated as any other.
#pragma once

#include <span>
#include <vector>

#include "core/pipeline/stress/stress_summary.hpp"

namespace assay::pipeline {

/// Whether the truth of a task can be moved without its files: classes, objects and numbers.
bool has_movable_truth(definition::ProblemType task);

/// One datapoint for each trial, in order, with its truth moved as the image was; objects of which
/// too little is left need not be found. `answers` are the outcomes, for the images' sizes. The
/// task has a movable truth.
dataset::Dataset sample_data(const StressOutcome& outcome,
                             std::span<const JudgedTrial* const> trials,
                             std::span<const predict::Outcome> answers);

}  // namespace assay::pipeline
