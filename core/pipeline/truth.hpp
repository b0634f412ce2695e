// SPDX-License-Identifier: Apache-2.0
// Which truth a problem type is evaluated against.
#pragma once

#include <optional>
#include <string>

#include "core/dataset/dataset.hpp"
#include "core/definition/definition.hpp"

namespace assay::pipeline {

/// Why a data set cannot be the truth of a problem type, as the rest of a sentence about it ("has
/// no boxes; use format ..."), or nullopt.
std::optional<std::string> unfit_truth(definition::ProblemType type,
                                       const dataset::Dataset& dataset);

/// Whether the model's classes are matched to the data set's categories.
bool has_classes(definition::ProblemType type);

}  // namespace assay::pipeline
