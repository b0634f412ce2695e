// SPDX-License-Identifier: Apache-2.0
// From a trial to pixels in the model's memory: the image is decoded (or had already), transformed
// straight into that memory, and given the model's colours and size.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/cpu_time.hpp"
#include "core/pipeline/image_loader.hpp"
#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/trial.hpp"
#include "core/predict/predictor.hpp"
#include "core/stress/domain/domain.hpp"

namespace assay::pipeline {

/// Nothing is owned.
struct TrialSource {
  const dataset::Dataset& dataset;
  const stress::Domain& domain;
  PictureCache& pictures;
  std::uint64_t seed = 0;  // of the run
};

/// Gives the trial of a number; any thread.
using TrialOf = std::function<Trial(std::size_t number)>;

/// Loads trials by their numbers; what it refers to must outlive it. An image that cannot be read
/// is a Failure of kind image_unreadable. `transforming` gets what transformations take.
LoadImage trial_loader(const TrialSource& source, TrialOf trial_of, predict::PixelStore& store,
                       const LoadOptions& options, CpuTime& transforming);

}  // namespace assay::pipeline
