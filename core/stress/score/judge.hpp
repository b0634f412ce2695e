// SPDX-License-Identifier: Apache-2.0
// Scores trials: how much worse is a model's answer to a transformed image than its answer to the
// image itself was?
#pragma once

#include <cstddef>

#include "core/image/pixels.hpp"
#include "core/predict/field.hpp"
#include "core/stress/annotation/motion.hpp"
#include "core/stress/score/damage.hpp"

namespace assay::stress {

/// The answer to a transformed image of a datapoint.
struct Answer {
  std::size_t datapoint = 0;  // index in the data set
  const Motion& motion;
  image::Size size;
  const predict::Prediction& prediction;  // without faults
};

/// What the truth says of one image, and what of it the model's answer to the image itself has
/// right: these are what transformations can make wrong.
struct Stake {
  std::size_t right = 0;
  std::size_t all = 0;  // objects; 1 of an image of which one thing is said
};

/// Knows the truth and the model's answers to all images themselves. Any thread; nothing changes.
class Judge {
 public:
  virtual ~Judge() = default;
  virtual Damage damage(const Answer& answer) const = 0;
  /// Whether there is anything that a transformation could make worse.
  virtual bool can_lose(std::size_t datapoint) const = 0;
  /// 1 of 1 or 0 of 1, as can_lose() says, where an answer is right to some degree.
  virtual Stake stake(std::size_t datapoint) const { return {can_lose(datapoint) ? 1U : 0U, 1}; }
};

}  // namespace assay::stress
