// SPDX-License-Identifier: Apache-2.0
// Intervals by resampling, for estimates whose distribution is not known (Efron, Tibshirani: An
// introduction to the bootstrap, 1993).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/stress/random/stream.hpp"
#include "core/stress/statistics/interval.hpp"

namespace assay::stress {

struct BootstrapSetting {
  double confidence = 0.95;
  std::size_t replicates = 2000;
};

/// Which of `count` units are in a sample drawn with replacement, each as often as it is drawn.
std::vector<std::size_t> resample(std::size_t count, Stream& random);

/// The middle part of an estimate's values in resamples of `units` units; there is one at least.
/// The fewer units, the more of it: resamples vary less than samples do, by what Student's
/// distribution is wider than the normal one (Hesterberg: What teachers should know about the
/// bootstrap, 2015).
Interval percentile_interval(std::vector<double> replicates, std::size_t units, double confidence);

struct PairedDifference {
  double mean = 0;    // of a - b
  Interval interval;  // of it; without 0: they differ
  std::size_t pairs = 0;
};

/// Of two searches or models on the same seeds or images. Bias-corrected and accelerated (Efron
/// 1987) for skewed differences, and widened for few pairs as percentile_interval() is. Spans are
/// as long as each other, and not empty.
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b,
                                   Stream random, const BootstrapSetting& setting = {});

}  // namespace assay::stress
