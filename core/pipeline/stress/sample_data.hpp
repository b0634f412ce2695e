// SPDX-License-Identifier: Apache-2.0
// The trials of a sample as a data set of its own, so that they can be evaluated as any other.
#pragma once

#include <span>
#include <vector>

#include "core/pipeline/stress/stress_summary.hpp"

namespace assay::pipeline {

/// One datapoint for each trial, in order, with its truth moved as the image was; objects of which
/// too little is left need not be found. Without it where it is in files of its own (label maps,
/// pictures). `answers` are the outcomes, for the images' sizes, where the truth is objects.
dataset::Dataset sample_data(const StressOutcome& outcome,
                             std::span<const JudgedTrial* const> trials,
                             std::span<const predict::Outcome> answers);

}  // namespace assay::pipeline
