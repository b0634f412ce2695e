// SPDX-License-Identifier: Apache-2.0
// Which truth a problem type is evaluated against: what a run refuses of a data set that could be
// read, and a linter says before.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset {

/// Why a data set cannot be the truth of a problem type, as the rest of a sentence about it ("has
/// no boxes; use format ..."), or nullopt.
std::optional<std::string> unfit_truth(definition::ProblemType type, const Dataset& dataset);

/// Why so many `keypoint_sigmas`, if any, do not fit objects with so many keypoints ("are 3
/// numbers, but ..."), or nullopt. Objects have 0 but in Keypoints.
std::optional<std::string> unfit_sigmas(definition::ProblemType type, std::size_t sigmas,
                                        std::size_t keypoints);

/// Whether the model's classes are matched to the data set's categories.
bool has_classes(definition::ProblemType type);

}  // namespace assay::dataset
