// SPDX-License-Identifier: Apache-2.0
// What a stress test judges answers by: what is right of each image, and what the model said of the
// images themselves.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/pipeline/run_input.hpp"
#include "core/predict/outcome.hpp"
#include "core/stress/score/class_judge.hpp"
#include "core/stress/score/instance_judge.hpp"
#include "core/stress/score/picture_judge.hpp"
#include "core/stress/score/pixel_judge.hpp"

namespace assay::pipeline {

inline constexpr std::array<std::string_view, 2> kScores{"assay", "efemarai"};

struct JudgeRules {
  std::string score = "assay";  // one of kScores
  definition::Oracle oracle = definition::Oracle::truth;
  std::optional<double> threshold;  // of scores of objects; none: chosen
};

/// Outcomes of the images themselves, one for each datapoint of the run, with all fields.
using Baseline = std::span<const predict::Outcome>;
using Predictions = std::vector<std::optional<predict::Prediction>>;

/// None where the model gave no answer.
Predictions predictions_of(Baseline baseline);

// For each task what is right of all images.

/// With the rules' threshold, else the one with the largest F1 on the images themselves (0.5 where
/// nothing is found, and where there is no truth).
struct InstanceReferences {
  std::vector<stress::ReferenceImage> images;
  stress::InstanceRules rules;
};
InstanceReferences instance_references(const RunInput& input, Baseline baseline,
                                       const JudgeRules& rules);

std::vector<stress::ReferenceClass> class_references(const RunInput& input, Baseline baseline,
                                                     definition::Oracle oracle);

/// The input must outlive it.
stress::TrueClassesOf classes_of_pixels(const RunInput& input, Baseline baseline,
                                        definition::Oracle oracle);

/// Of each image as many numbers.
struct RightNumbers {
  std::vector<double> values;
  std::size_t names = 1;
};

/// Where they are the model's own, zeros of an image without an answer, or with another count of
/// them than the first has: it is not searched.
RightNumbers right_numbers(const RunInput& input, Baseline baseline, definition::Oracle oracle);

/// The input must outlive it.
stress::TargetOf targets_of(const RunInput& input, Baseline baseline, definition::Oracle oracle);

}  // namespace assay::pipeline
