// SPDX-License-Identifier: Apache-2.0
// The image of one trial, to be shown.
#pragma once

#include <cstddef>
#include <vector>

#include "core/pipeline/stress/picture_cache.hpp"
#include "core/pipeline/stress/trial_loader.hpp"
#include "core/stress/annotation/motion.hpp"

namespace assay::pipeline {

/// RGB of the picture's size, and what happened to the places of things.
struct TrialPicture {
  std::vector<std::byte> rgb;
  stress::Motion motion;
};

/// What the model saw, before it was given its colours and size. The trial has a point.
TrialPicture picture_of(const TrialSource& source, const Trial& trial, const Picture& picture);

}  // namespace assay::pipeline
