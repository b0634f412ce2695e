// SPDX-License-Identifier: Apache-2.0
// What the ids in a panoptic file mean.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/dataset/panoptic_file.hpp"
#include "core/dataset/problems.hpp"
#include "core/definition/definition.hpp"

namespace assay::dataset {

struct PanopticReferences {
  std::unordered_map<std::int64_t, std::size_t> category;       // position of each category's id
  std::vector<std::optional<std::size_t>> annotation_of_image;  // positions of both
};

/// Says in `problems` which references do not hold; without any, every image has an annotation.
PanopticReferences resolve(const PanopticFile& file, Problems& problems);

/// The folder of the PNGs: masks_url, or the one that is called as the JSON file is.
std::filesystem::path panoptic_masks_folder(const definition::Dataset& spec);

}  // namespace assay::dataset
