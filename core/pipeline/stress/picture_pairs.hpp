// SPDX-License-Identifier: Apache-2.0
// Pictures of failures for the page of a stress run: the image before and after, with what the
// model said of each.
#pragma once

#include "core/pipeline/journal.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/stress_summary.hpp"
#include "core/report/stress_html.hpp"

namespace assay::pipeline {

/// Pairs are made when they are asked for: answers are read back from the run's journal, where all
/// of them are, and images are transformed again. So nothing has to be kept for it during the run.
/// What it is given must outlive the result.
report::PicturePairSource picture_pairs(const StressOutcome& outcome, const JournalReader& journal,
                                        PictureCache& pictures);

}  // namespace assay::pipeline
