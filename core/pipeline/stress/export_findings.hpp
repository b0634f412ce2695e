// SPDX-License-Identifier: Apache-2.0
// The images of findings, before and after, as files that people can look at.
#pragma once

#include "core/pipeline/run_directory.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/stress_summary.hpp"

namespace assay::pipeline {

/// Writes findings/<number>-before.png and -after.png for the first findings, and says so in them.
/// `after` has the pixels that the model saw, before they were given its colours and size. A folder
/// `findings` of an earlier process is replaced. Throws Error{io}.
void export_pictures(const StressOutcome& outcome, PictureCache& pictures,
                     const RunDirectory& directory, report::StressResults& results);

}  // namespace assay::pipeline
