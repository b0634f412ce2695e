// SPDX-License-Identifier: Apache-2.0
// What k failures of n independent trials say about the probability of failing. Trials that a
// search has chosen are not independent: these are for samples drawn from operation.
#pragma once

#include <cstddef>

#include "core/stress/statistics/interval.hpp"

namespace assay::stress {

// failures <= trials; 0 < confidence < 1. Of no trials the interval is 0 to 1.

/// For decisions: the probability is outside in at most 1 - confidence of all samples, whatever it
/// is, and mostly in fewer. Clopper, Pearson: The use of confidence or fiducial limits (1934).
Interval clopper_pearson(std::size_t failures, std::size_t trials, double confidence = 0.95);

/// One-sided, as exact: the probability is above (below) it in at most 1 - confidence of all
/// samples. A gate passes where upper_bound() is below its limit.
double upper_bound(std::size_t failures, std::size_t trials, double confidence = 0.95);
double lower_bound(std::size_t failures, std::size_t trials, double confidence = 0.95);

/// For reports: Clopper's and Pearson's with but half of the probability of what was seen, so that
/// the interval contains the true value in about, not at least, that part of all samples: 93 to 97
/// % for 95 % once 10 failures and 10 passes are to be expected, mostly more below that. Berry,
/// Armitage: Mid-P confidence intervals (1995).
Interval mid_p_interval(std::size_t failures, std::size_t trials, double confidence = 0.95);

}  // namespace assay::stress
