// SPDX-License-Identifier: Apache-2.0
// Rules about a data set as a whole: whether it is of a kind that the task can be evaluated with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/dataset/lint/finding.hpp"
#include "core/dataset/lint/keypoint_tally.hpp"

namespace assay::dataset::lint {

/// By its format alone, for COCO's: their files are not loaded.
void check_coco_kind(const definition::Dataset& spec, definition::ProblemType task,
                     Findings& findings);

/// `keypoint_sigmas` where the task has none.
void check_needless_sigmas(const definition::Dataset& spec, definition::ProblemType task,
                           Findings& findings);

/// What Keypoints needs of all objects together: keypoints, the same number in all categories that
/// are evaluated, and a sigma for each. `listed` is how many a category's record lists, 0 for none.
void check_keypoint_numbers(const definition::Dataset& spec,
                            const std::vector<std::string>& categories,
                            const std::vector<std::size_t>& listed, const KeypointTally& tally,
                            Findings& findings);

}  // namespace assay::dataset::lint
