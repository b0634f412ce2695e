// SPDX-License-Identifier: Apache-2.0
// The lists `images` and `categories` of a COCO file, checked, as what annotations refer to.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/dataset/lint/finding.hpp"
#include "core/dataset/lint/image_files.hpp"

namespace assay::dataset::lint {

struct CocoCatalogue {
  std::vector<ImageEntry> images;               // but for those whose names are at fault
  std::vector<std::size_t> entry_of;            // of each image: position in `images`, or SIZE_MAX
  std::vector<std::optional<ImageSize>> sizes;  // of each image, where the file has a usable one
  std::unordered_map<std::int64_t, std::size_t> image;  // position of an id
  std::unordered_map<std::int64_t, std::size_t> category;
  std::vector<std::string> category_names;
  std::vector<std::size_t> listed_keypoints;  // of each category; 0 where it lists none
  std::size_t annotations = 0;                // how many the file has
};

/// Throws FileFault where the file is no object that has the three lists.
CocoCatalogue read_catalogue(const definition::Dataset& spec, definition::ProblemType task,
                             Findings& findings);

}  // namespace assay::dataset::lint
