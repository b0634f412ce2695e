// SPDX-License-Identifier: Apache-2.0
// What is done with the budget of a stress test beside the search: an independent sample, what is
// designed to tell axes apart, smallest reproducers and boundaries.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/pipeline/stress/questions.hpp"
#include "core/stress/domain/domain.hpp"
#include "core/stress/findings/boundary.hpp"
#include "core/stress/statistics/attribution.hpp"

namespace assay::pipeline {

/// Predictions of each part; what is not used goes to the search.
struct Shares {
  std::size_t sample = 0;
  std::size_t attribution = 0;
  std::size_t search = 0;
  std::size_t shrinking = 0;
  std::size_t boundaries = 0;
};

/// Of `budget` predictions for so many images: the search has more than half. Parts that would be
/// too small to say anything get none.
Shares plan_shares(std::size_t budget, const stress::Domain& domain, std::size_t images);

/// What is investigated. Nothing is owned.
struct Subject {
  const stress::Domain& domain;
  const RunInput& input;
  std::vector<std::size_t> datapoints;  // that have something to lose
  std::uint64_t seed = 0;
};

/// Trials of images and points drawn at random, points as the domain distributes them: no search
/// has chosen them, so they say how likely a failure is.
std::vector<JudgedTrial> draw_sample(const Laboratory& laboratory, const Subject& subject,
                                     std::size_t count);

/// Which axes the damage comes from; nullopt where the trials are too few to say.
std::optional<stress::Attribution> attribute_axes(const Laboratory& laboratory,
                                                  const Subject& subject, std::size_t most,
                                                  std::vector<JudgedTrial>& trials);

/// A failure with the smallest change that still gives it.
struct Reproducer {
  JudgedTrial found;              // by the search
  JudgedTrial smallest;           // the same where nothing could be left out
  std::vector<std::size_t> axes;  // that are changed
  bool confirmed = false;         // it failed when it was tried again
};

/// Of one failure of each image (the mildest). Where the trials are too few for all of them, those
/// that need the least change are made smaller, and the others stay as they were found.
std::vector<Reproducer> shrink(const Laboratory& laboratory, const Subject& subject,
                               const std::vector<JudgedTrial>& failures, std::size_t most,
                               std::vector<JudgedTrial>& trials);

/// One side of one axis, over some images.
struct AxisBoundary {
  std::size_t axis = 0;
  stress::Side side = stress::Side::above;
  stress::SurvivalCurve curve;
  std::size_t images = 0;
  std::size_t not_monotone = 0;  // of these
};

/// How much of each axis alone images stand, of as many images as the trials allow.
std::vector<AxisBoundary> find_boundaries(const Laboratory& laboratory, const Subject& subject,
                                          std::size_t most, std::vector<JudgedTrial>& trials);

}  // namespace assay::pipeline
