// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/dataset/dataset.hpp"
#include "core/dataset/lint/lint.hpp"

namespace assay::dataset::lint {

/// Rules about PNGs that have the class of each pixel: that they can be read, have their images'
/// sizes, and only labels that are categories or ignored. `seen` are the images' sizes, as far as
/// they are known. `file` is the folder of maps; those whose path is empty are left out.
void check_label_maps(const Dataset& dataset, const std::vector<std::optional<ImageSize>>& seen,
                      const std::string& file, const Options& options, Report& report);

/// COCO's panoptic format: its JSON file, and the segments in its PNGs.
void check_panoptic(const definition::Dataset& spec, definition::ProblemType task,
                    const Options& options, Report& report);

}  // namespace assay::dataset::lint
