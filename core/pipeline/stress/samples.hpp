// SPDX-License-Identifier: Apache-2.0
// Trials that no search has chosen: what is drawn as operation is, and what is designed to tell
// axes apart.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/pipeline/stress/laboratory.hpp"
#include "core/pipeline/stress/subject.hpp"
#include "core/stress/statistics/attribution.hpp"

namespace assay::pipeline {

/// Trials of images and points drawn at random, points as the domain distributes them: no search
/// has chosen them, so they say how likely a failure is. Those of the subject's other datapoints go
/// to `others`: what cannot fail says nothing of that, but metrics are of all.
std::vector<JudgedTrial> draw_sample(const Laboratory& laboratory, const Subject& subject,
                                     std::size_t count, std::vector<JudgedTrial>& others);

/// The same, of what can fail alone, until it is known on which side of `limit` the probability of
/// failing is, or `most` trials are made. What was made after that was known is no part of the
/// sample: it goes to `rest`.
std::vector<JudgedTrial> sample_until_decided(const Laboratory& laboratory, const Subject& subject,
                                              double limit, std::size_t most,
                                              std::vector<JudgedTrial>& rest);

/// Which axes the damage comes from; nullopt where the trials are too few to say.
std::optional<stress::Attribution> attribute_axes(const Laboratory& laboratory,
                                                  const Subject& subject, std::size_t most,
                                                  std::vector<JudgedTrial>& trials);

}  // namespace assay::pipeline
